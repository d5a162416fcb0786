using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>Phase transitions over the steps, the bandwidth and the regulariser: predicted and measured.</summary>
public abstract record PhaseTransitions : Claim<PhaseTransitions.Measurements>
{
    private const long Steps = 2000;

    private static readonly string[] Verdicts = [.. Enum.GetNames<Verdict>().Select(v => v.ToLowerInvariant())];

    private static readonly string[] Titles =
        ["alternating, lambda 0.1", "simultaneous, lambda 0.1", "alternating, sigma 1, eta-d 1"];

    /// <inheritdoc/>
    public override Published Published => new("phase transitions", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        $"from a start {Offset.Text()} bandwidths away, in each of three diagrams the measured verdict is the "
        + "predicted one in at least 99 % of the cells clear of every boundary";

    /// <summary>How many bandwidths away the point starts.</summary>
    protected abstract double Offset { get; }

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Diagrams(setting).Select(diagram => Measure(diagram, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var diagrams = Diagrams(setting);
        var compared = Titles
            .Select((title, i) => new Compared(title, diagrams[i], measured.Diagrams[i]))
            .ToList();
        var worst = compared.Min(c => c.Share);
        return new(
            worst >= 0.99 ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "least share of the clear cells whose measured verdict is the predicted one, over three diagrams",
            $"From {Offset.Text()} bandwidths the least agreement over the three diagrams is {worst.Text("F4")}. "
            + "Beyond the boundary the nonlinear system does not run away: the kernel saturates, "
            + "and the point ends in a bounded cycle, which counts as diverging once it is 1.5 times the start's "
            + "distance away."
            + Differing([.. compared.SelectMany(c => c.Kinds)]),
            new("Predicted and measured verdicts", [.. compared.SelectMany(Panels)], Columns: 2))
        {
            Settings = Settings(diagrams[0], setting),
            Table = new(
                ["diagram", "cells", "clear", "agree", "agreement", .. Verdicts.Select(v => $"measured: {v}")],
                [.. compared.Select(Row)]),
        };
    }

    private static Cells Measure(PhaseDiagram diagram, ClaimSetting setting)
    {
        int[] all = [.. Enumerable.Range(0, diagram.Cells)];
        var predicted = diagram.Predict(all, cancellation: setting.Cancellation);
        var measured = diagram.Measure(all, cancellation: setting.Cancellation).Cells;
        setting.Cancellation.ThrowIfCancellationRequested();
        return new(predicted, measured);
    }

    private static string Differing(IReadOnlyList<(string Kind, int Cells)> kinds) => kinds.Count == 0
        ? string.Empty
        : $" Clear cells that differ: {string.Join("; ", kinds.Select(k => $"{k.Kind}, {k.Cells} cells"))}.";

    private static int Side(ClaimSetting setting) => setting.Full ? 100 : 40;

    private static IEnumerable<Panel> Panels(Compared c) =>
    [
        Draw($"{c.Title}: predicted", c.Diagram, [.. c.Cells.Predicted.Select(p => (double?)p.Verdict)]),
        Draw($"{c.Title}: measured", c.Diagram, [.. c.Cells.Measured.Select(m => (double?)m.Measured.Verdict)]),
    ];

    private static Panel Draw(string title, PhaseDiagram diagram, double?[] verdicts)
    {
        var rows = verdicts.Chunk(diagram.X.Values.Length).Select(row => (IReadOnlyList<double?>)row);
        return new(
            title,
            new(diagram.X.Name, Log: true),
            new(diagram.Y.Name, Log: diagram.Y.Name == "sigma"),
            [new HeatMap("verdict", diagram.X.Values, diagram.Y.Values, [.. rows]) { Categories = Verdicts }]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(PhaseDiagram first, ClaimSetting setting)
    {
        var side = Side(setting);
        return
        [
            .. Setting.Describe(first.Setup.Game, new Alternating(), "rule", "sigma", "lambda", "eta-g", "eta-d"),
            ("rule, lambda, sigma, eta-d", "as the diagrams' titles and axes say"),
            ("cells", $"{side} x {side} a diagram"),
            ("updates", Steps.Text()),
            ("clear",
                "a radius at least 0.002 from 1, and a predicted ratio of distances at least a factor 3 from 0.01 and "
                + "from 1.5"),
            ("seed", $"{setting.Seed}"),
        ];
    }

    private static IReadOnlyList<string> Row(Compared c)
    {
        int Count(Verdict verdict) => c.Cells.Measured.Count(m => m.Measured.Verdict == verdict);
        return
        [
            c.Title,
            c.Diagram.Cells.Text(),
            c.Agreement.Clear.Text(),
            c.Agreement.Agreeing.Text(),
            c.Share.Text("F4"),
            .. Enum.GetValues<Verdict>().Select(v => Count(v).Text()),
        ];
    }

    private PhaseDiagram[] Diagrams(ClaimSetting setting)
    {
        var side = Side(setting);
        var eta = new SettingAxis("eta", Setting.Range(0.01, 2, side, log: true));
        var sigma = new SettingAxis("sigma", Setting.Range(0.1, 10, side, log: true));
        var etaG = new SettingAxis("eta-g", Setting.Range(0.001, 10, side, log: true));
        var lambda = new SettingAxis("lambda", Setting.Range(0, 2, side));
        PhaseDiagram Over(SettingAxis x, SettingAxis y, bool alternating, (string Name, string Value) fixedTo)
        {
            var setup = new Setup("kernel-gan", Setting.Name(alternating), [("offset", Offset.Exact()), fixedTo]);
            return new(setup, x, y, Steps, setting.Seed);
        }

        return
        [
            Over(eta, sigma, alternating: true, ("lambda", "0.1")),
            Over(eta, sigma, alternating: false, ("lambda", "0.1")),
            Over(etaG, lambda, alternating: true, ("eta-d", "1")),
        ];
    }

    /// <summary>What is measured.</summary>
    /// <param name="Diagrams">The cells of each of the three diagrams.</param>
    public sealed record Measurements(IReadOnlyList<Cells> Diagrams);

    /// <summary>The cells of a diagram.</summary>
    /// <param name="Predicted">Their predictions, by number.</param>
    /// <param name="Measured">Their measurements, by number.</param>
    public sealed record Cells(IReadOnlyList<PredictedCell> Predicted, IReadOnlyList<MeasuredCell> Measured);

    private sealed record Compared(string Title, PhaseDiagram Diagram, Cells Cells)
    {
        public PhaseAgreement Agreement { get; } = PhaseAgreement.Between(Diagram, Cells.Predicted, Cells.Measured);

        public double Share => (double)Agreement.Agreeing / Agreement.Clear;

        /// <summary>How many cells differ in which way, in the order of the cells.</summary>
        public IEnumerable<(string Kind, int Cells)> Kinds => Agreement.Disagreements
            .GroupBy(d => d.Verdicts, StringComparer.Ordinal)
            .Select(kind => ($"{Title}: {kind.Key}", kind.Count()));
    }
}
