using System.Diagnostics;
using System.Text.Json;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// A script that python/saddle_trace.py watched is read as a run of Saddle's: what probes and the doctor say of it is
/// what they say of the same networks after an import.
/// </summary>
public sealed class WatchedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PyTorchFact]
    public void Its_networks_are_what_an_import_of_them_is()
    {
        var run = Watched(rounds: 300, rate: "0.0001");
        var attempt = Path.Combine(run, "attempts", "001");
        var export = Path.Combine(attempt, "networks", "step-0000300");
        var refused = Ran("probe", run, "gradient-norms");
        Assert.Equal(ExitStatus.BadInput, refused.Status);
        Assert.EndsWith("where you trust it, add --trust", Assert.Single(refused.ErrorLines));
        string[] probes = ["gradient-norms", "optimal-discriminator", "coverage", "spectrum"];
        var watched = Figures(Done(["probe", run, .. probes, "--trust", "--json"]));
        Assert.Equal(watched, Figures(Done(["probe", export, .. probes, "--json"])));

        // The same files, by hand: data, objective, rule, latent vector and batch as the script has them.
        var imported = _folder.At("imported");
        Import(imported, "--data", $"tensors:path={Path.Combine(export, "real.safetensors")}");
        Assert.Equal(watched, Figures(Done(["probe", imported, .. probes, "--json"])));
        Assert.Equal(Networks(Done(["doctor", imported, "--json"])), Networks(Done(["doctor", attempt, "--json"])));

        // Of data with known modes, which the watch cannot know, and with another objective.
        var (byWatch, byHand) = (_folder.At("by-watch"), _folder.At("by-hand"));
        Done(["import", byWatch, "--watched", run, "--data", "ring:sd=0.05", "--objective", "hinge"]);
        Import(byHand, "--data", "ring:sd=0.05", "--objective", "hinge");
        Assert.Equal(
            Figures(Done(["probe", byHand, "modes", "gradient-norms", "--json"])),
            Figures(Done(["probe", byWatch, "modes", "gradient-norms", "--json"])));
        Done(["sample", run, "-n", "4", "--out", _folder.At("samples")]);
        var resumed = Ran("train", "--resume", run);
        Assert.Contains("'saddle import NEW --watched", Assert.Single(resumed.ErrorLines), StringComparison.Ordinal);

        void Import(string to, params string[] options) => Done(
        [
            "import", to,
            "--generator", Path.Combine(export, "generator.pt"),
            "--discriminator", Path.Combine(export, "discriminator.pt"),
            "--latent", "2", "--output", "logits", "--batch", "64", "--step", "300",
            "--rule", "adam:eta-g=0.001:eta-d=0.0001:order=d-first:beta1=0.5:beta2=0.999", .. options,
        ]);
    }

    private static ProcessResult Ran(params string[] arguments) => SaddleHere.Run(arguments);

    private static JsonElement Done(string[] arguments)
    {
        var result = Ran(arguments);
        Assert.True(result.Status == ExitStatus.Done, result.Error);
        return arguments.Contains("--json", StringComparer.Ordinal) ? result.Json() : default;
    }

    // To the last bit, figures that are not finite among them.
    private static List<string> Figures(JsonElement document) =>
    [
        .. document.GetProperty("probes").EnumerateArray().Select(
            probe => $"{probe.GetProperty("name")}: {probe.GetProperty("finding")} {probe.GetProperty("figures")}"),
    ];

    // What probes found: an import has no curves and no samples beside them.
    private static string Networks(JsonElement report) => report.GetProperty("diagnosis").GetString()
        + report.GetProperty("evidence").GetProperty("coverage").GetRawText();

    private string Watched(int rounds, string rate)
    {
        var run = _folder.At("watched");
        string[] words =
        [
            "-m", "saddle_trace", "--run", run, "--quiet",
            Path.Combine(Repository.Folder, "tests", "data", "watched", "ring.py"),
            rounds.ToString(System.Globalization.CultureInfo.InvariantCulture), rate,
        ];
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["PYTHONPATH"] = Path.Combine(Repository.Folder, "python") },
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return run;
    }
}
