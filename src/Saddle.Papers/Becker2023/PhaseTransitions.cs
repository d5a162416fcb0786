using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>Phase transitions over the steps, the bandwidth and the regulariser: predicted and measured.</summary>
public abstract record PhaseTransitions : Claim
{
    private const long Steps = 2000;

    /// <summary>How many bandwidths away the point starts.</summary>
    protected abstract double Offset { get; }

    /// <inheritdoc/>
    public override Published Published => new("phase transitions", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => $"from a start {Offset.Text()} bandwidths away, in each of three diagrams the measured verdict is the predicted one in at least 99 % of the cells clear of every boundary";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var side = setting.Full ? 100 : 40;
        var eta = new SettingAxis("eta", Setting.Range(0.01, 2, side, log: true));
        var sigma = new SettingAxis("sigma", Setting.Range(0.1, 10, side, log: true));
        (string Title, PhaseDiagram Diagram)[] diagrams =
        [
            ("alternating, lambda 0.1", Diagram("alternating", eta, sigma, setting, ("lambda", "0.1"))),
            ("simultaneous, lambda 0.1", Diagram("simultaneous", eta, sigma, setting, ("lambda", "0.1"))),
            ("alternating, sigma 1, eta-d 1", Diagram("alternating", new("eta-g", Setting.Range(0.001, 10, side, log: true)), new("lambda", Setting.Range(0, 2, side)), setting, ("eta-d", "1"))),
        ];
        var panels = new List<Panel>();
        var rows = new List<IReadOnlyList<string>>();
        var worst = 1.0;
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (title, diagram) in diagrams)
        {
            int[] all = [.. Enumerable.Range(0, diagram.Cells)];
            var predicted = diagram.Predict(all, cancellation: setting.Cancellation);
            var measured = diagram.Measure(all, cancellation: setting.Cancellation).Cells;
            setting.Cancellation.ThrowIfCancellationRequested();
            var clear = predicted.Where(diagram.IsClear).ToList();
            var agreeing = clear.Count(p => p.Verdict == measured[p.Cell].Measured.Verdict);
            worst = Math.Min(worst, (double)agreeing / clear.Count);
            foreach (var kind in clear.Where(p => p.Verdict != measured[p.Cell].Measured.Verdict).Select(p => $"{title}: predicted {p.Verdict}, measured {measured[p.Cell].Measured.Verdict}".ToLowerInvariant()))
            {
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            }

            panels.Add(Draw($"{title}: predicted", diagram, cell => predicted[cell].Verdict));
            panels.Add(Draw($"{title}: measured", diagram, cell => measured[cell].Measured.Verdict));
            rows.Add([title, diagram.Cells.Text(), clear.Count.Text(), agreeing.Text(), ((double)agreeing / clear.Count).Text("F4"), .. Enum.GetValues<Verdict>().Select(v => measured.Count(m => m.Measured.Verdict == v).Text())]);
        }

        return new(
            worst >= 0.99 ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "least share of the clear cells whose measured verdict is the predicted one, over three diagrams",
            $"From {Offset.Text()} bandwidths the least agreement over the three diagrams is {worst.Text("F4")}. Beyond the boundary the nonlinear system does not run away: the kernel saturates, and the point ends in a bounded cycle, which counts as diverging once it is 1.5 times the start's distance away.{(kinds.Count == 0 ? string.Empty : $" Clear cells that differ: {string.Join("; ", kinds.Select(k => $"{k.Key}, {k.Value} cells"))}.")}",
            new("Predicted and measured verdicts", panels, Columns: 2))
        {
            Settings =
            [
                .. Setting.Describe(diagrams[0].Diagram.Setup.Game, new Alternating(), "rule", "sigma", "lambda", "eta-g", "eta-d"),
                ("rule, lambda, sigma, eta-d", "as the diagrams' titles and axes say"),
                ("cells", $"{side} x {side} a diagram"),
                ("updates", Steps.Text()),
                ("clear", "a radius at least 0.002 from 1, and a predicted ratio of distances at least a factor 3 from 0.01 and from 1.5"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(["diagram", "cells", "clear", "agree", "agreement", .. Enum.GetNames<Verdict>().Select(v => $"measured: {v.ToLowerInvariant()}")], rows),
        };
    }

    private PhaseDiagram Diagram(string rule, SettingAxis x, SettingAxis y, ClaimSetting setting, params (string Name, string Value)[] settings) =>
        new(new Setup("kernel-gan", rule, [("offset", Offset.Exact()), .. settings]), x, y, Steps, setting.Seed);

    private static Panel Draw(string title, PhaseDiagram diagram, Func<int, Verdict?> verdict) => new(
        title,
        new(diagram.X.Name, Log: true),
        new(diagram.Y.Name, Log: diagram.Y.Name == "sigma"),
        [
            new HeatMap(
                "verdict",
                diagram.X.Values,
                diagram.Y.Values,
                [.. diagram.Y.Values.Select((_, row) => (IReadOnlyList<double?>)[.. diagram.X.Values.Select((_, column) => (double?)verdict((row * diagram.X.Values.Length) + column))])])
            {
                Categories = [.. Enum.GetNames<Verdict>().Select(v => v.ToLowerInvariant())],
            },
        ]);
}

/// <summary>From so near that what the linearisation drops is nothing.</summary>
[Entry(
    "becker2023/phase-transitions",
    "Converging, oscillating and diverging are regions with sharp boundaries over the steps, "
    + "the bandwidth and the regulariser, and the local analysis predicts them.",
    @"\rho(a, b)^T \le 10^{-2},\quad \ge 1.5, \quad \text{or between}",
    "Becker et al. 2023 (arXiv:2305.08277), abstract")]
public sealed record PhaseTransitionsNear : PhaseTransitions
{
    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(("lambda", "0.1"), ("offset", "0.01")), new Alternating())
        {
            Axes = (new("eta", 0.01, 2, 40, IsLog: true), new("sigma", 0.1, 10, 40, IsLog: true)),
        };

    /// <inheritdoc/>
    protected override double Offset => 0.001;
}

/// <summary>
/// From a tenth of a bandwidth, where the linearisation's predictions already fail near some boundaries.
/// </summary>
[Entry(
    "becker2023/phase-transitions-tenth",
    "The local analysis still predicts the verdict from a start a tenth of a bandwidth away.",
    @"\rho(a, b)^T \le 10^{-2},\quad \ge 1.5, \quad \text{or between}",
    "Becker et al. 2023 (arXiv:2305.08277), abstract; how near is near is our question")]
public sealed record PhaseTransitionsTenth : PhaseTransitions
{
    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(("lambda", "0.1"), ("offset", "0.1")), new Alternating())
        {
            Axes = (new("eta", 0.01, 2, 40, IsLog: true), new("sigma", 0.1, 10, 40, IsLog: true)),
        };

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    protected override double Offset => 0.1;
}
