using System.Diagnostics;
using System.Globalization;
using Saddle.App.Laboratory;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>What requests start is bounded, and is not told the token.</summary>
public sealed class RunProcessTests
{
    [LaboratoryFact]
    public async Task A_process_has_a_share_of_the_memory_and_not_the_token()
    {
        Environment.SetEnvironmentVariable(Token.Variable, OpenLaboratory.Secret);
        using var runs = new RunProcesses("runs", Path.Combine(SaddleProcess.AppFolder, "Saddle.App.dll"));
        using var process = Process.Start(runs.CommandLine(["serve", "--port", "0", "--json"]))!;
        Environment.SetEnvironmentVariable(Token.Variable, null);
        try
        {
            Assert.NotNull(await process.StandardOutput.ReadLineAsync()); // it is the program by now, not the shell
            var of = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}");
            var limits = await File.ReadAllLinesAsync($"{of}/limits");
            var data = limits.Single(line => line.StartsWith("Max data size", StringComparison.Ordinal));
            Assert.DoesNotContain("unlimited", data, StringComparison.Ordinal);
            var environment = await File.ReadAllTextAsync($"{of}/environ");
            Assert.DoesNotContain(Token.Variable, environment, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
