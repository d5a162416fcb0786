using System.Diagnostics;

namespace Saddle.App.Tests.Support;

/// <summary>A Slurm of the test's own, with two nodes on this machine (eng/slurm).</summary>
internal sealed class Cluster : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Folder, "eng", "slurm");
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-slurm-").FullName;

    public Cluster() => Do("start", _folder, "2");

    /// <summary>What a program needs to find it.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["SLURM_CONF"] = Path.Combine(_folder, "slurm.conf") };

    /// <summary>Ends the daemon of a node, as a power cut would.</summary>
    public void Fail(string node) => Do("fail", _folder, node);

    /// <summary>Starts a node's daemon again, which sees nothing of what is in a folder.</summary>
    public void Back(string node, string hidden) => Do("back", _folder, node, hidden);

    public void Dispose()
    {
        Do("stop", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    private static void Do(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Script, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(SaddleProcess.Patience), $"{Script} {string.Join(' ', arguments)} hangs");
        Assert.True(process.ExitCode == 0, $"{Script} {string.Join(' ', arguments)} failed");
    }
}
