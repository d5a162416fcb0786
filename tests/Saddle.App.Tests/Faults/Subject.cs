using Saddle.Gans.Training;

namespace Saddle.App.Tests.Faults;

/// <summary>A command that writes files, which is stopped by force and called again.</summary>
/// <param name="Name">What it is called in the tests.</param>
/// <param name="Before">The commands that make what is there before it, a line each.</param>
/// <param name="Line">The command.</param>
internal sealed record Subject(string Name, string[] Before, string Line)
{
    private const string Steps = "data: ring\nnetwork: {name: mlp, width: 8, depth: 1}\n"
        + "steps: 4\ncheckpoint-every: 2\n";

    private const string Rule = "rule: {name: adam, order: d-first, eta-g: 0.02, eta-d: 0.002, beta1: 0.5}\n"
        + "batch: 4\nthreads: 1\n";

    private const string Images = "data: {name: shapes, items: 64}\nnetwork: {name: dcgan, width: 4}\nsteps: 1\n";

    private const string Figures = "log-every: 1\nevaluate-every: 1\nsample-every: 2\nmetric-samples: 50\n"
        + "metrics: [{name: sliced-wasserstein, directions: 4}]\n";

    /// <summary>The commands, by name.</summary>
    public static IReadOnlyDictionary<string, Subject> All { get; } = new Subject[]
    {
        new("train", [], "train points.yaml --out run"),
        new("resume", ["train points.yaml --out run --steps 2"], "train --resume run --steps 4"),
        new("phase", [], "phase dirac-gan --set penalty=r1 --x eta=0.1:1:3 --y gamma=0:1:3 --steps 50 --out new/out"),
        new("basin", [], "basin two-gaussians --starts 20 --steps 50 --out out"),
        new("reproduce", [], "reproduce liang2019/omd-bound liang2019/alternating-neutral --out out"),
        new("sweep", [], "sweep points.yaml --grid rule.eta-g=0.01,0.02 --out out"),
        new("stats", [$"stats shapes:items=10 {Pixels} -o s.npz"], $"stats shapes:items=20 {Pixels} -o s.npz"),
        new("features", [$"features shapes:items=10 {Pixels} -o s.npy"], $"features shapes:items=20 {Pixels} -o s.npy"),
        new("sample", [TrainImages, "sample images -n 2 --seed 2"], "sample images -n 3"),
        new("sheet", [TrainImages], "sample images -n 3 --grid --out new/sheets"),
    }.ToDictionary(s => s.Name, StringComparer.Ordinal);

    private static string Pixels => "--extractor pixels:size=4";

    private static string TrainImages => "train images.yaml --out images";

    /// <summary>The files that the commands read.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files =>
        [("points.yaml", Steps + Rule + Figures), ("images.yaml", Images + Rule)];

    /// <summary>
    /// What a user calls after it was stopped, where there is still something to do: the same, but a run that has begun
    /// is resumed.
    /// </summary>
    /// <param name="folder">The folder.</param>
    public string? Again(string folder)
    {
        var run = Path.Combine(folder, "run");
        if (!Line.StartsWith("train", StringComparison.Ordinal) || !File.Exists(Path.Combine(run, "run.json")))
        {
            return Line;
        }

        var opened = RunFolder.Open(run);
        return opened.State.Status != "finished" ? "train --resume run --steps 4"
            : opened.State.Steps < 4 ? Line
            : null;
    }
}
