using System.Diagnostics;

namespace Saddle.Tests.Scalars;

/// <summary>
/// The same bytes on every processor: the digest of what is computed, from processes with other instructions.
/// </summary>
public sealed class ProcessorTests
{
    private static readonly Lazy<IReadOnlyList<string>> Here = new(() => [.. Digest.Lines()]);

    [Theory]
    [InlineData("EnableAVX512=0", "vector512=False")]
    [InlineData("PreferredVectorBitWidth=128", "vector512=False vector256=False vector128=True")]
    [InlineData("EnableAVX2=0", "vector512=False vector256=False")]
    [InlineData("EnableHWIntrinsic=0", "vector512=False vector256=False vector128=False")]
    public void Every_game_under_every_rule_has_the_same_bytes_with(string setting, string expected)
    {
        var lines = RunDigest(setting);
        Assert.StartsWith(expected, lines[0], StringComparison.Ordinal);
        Assert.True(Here.Value.Count > 100, "the digest covers the catalogue");
        Assert.Equal(Here.Value, lines.Skip(1), StringComparer.Ordinal);
    }

    private static string[] RunDigest(string setting)
    {
        // This assembly is a program too (see Digest); the program that runs it is the one that runs this test.
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet")
        {
            start.FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        }

        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Digest).Assembly.Location);
        start.Environment[$"DOTNET_{setting.Split('=')[0]}"] = setting.Split('=')[1];
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
