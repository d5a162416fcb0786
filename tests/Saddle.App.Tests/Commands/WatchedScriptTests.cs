using System.Diagnostics;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>Scripts in PyTorch that python/saddle_trace.py watches: what it writes, and what it leaves alone.</summary>
public sealed class WatchedScriptTests
{
    [PyTorchFact(andLibtorch: false)]
    public void Healthy_scripts_are_seen_as_they_are_and_planted_faults_are_found_by_name() =>
        Check("ScriptTests", "CommandTests");

    [PyTorchFact(andLibtorch: false)]
    public void Scripts_that_end_badly_leave_a_readable_run_and_their_own_exit_status() =>
        Check("ProcessTests", "PageTests");

    private static void Check(params string[] tests)
    {
        var script = Path.Combine(Repository.Folder, "tests", "data", "watched", "check.py");
        // Deaf to nothing: a test runner in the background may be, and would hand it on.
        string[] deafToNothing = ["--default-signal=INT,HUP,TERM", "/usr/bin/python3"];
        using var process = Process.Start(new ProcessStartInfo("env", [.. deafToNothing, script, .. tests])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        Assert.Contains("OK", said, StringComparison.Ordinal);
    }
}
