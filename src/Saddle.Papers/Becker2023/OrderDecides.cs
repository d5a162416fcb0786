using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>Where the order of moves decides: cells that converge under one order and not under the other.</summary>
[Entry(
    "becker2023/order-decides",
    "Where the paper's alternating updates converge, the simultaneous formula would often call them unstable.",
    @"a < b < 4-2a",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record OrderDecides : Claim
{
    private const int Side = 60;
    private const long Steps = 2000;

    private static readonly string[] Classes = ["both converge", "only alternating converges", "neither converges", "only simultaneous converges"];

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Published Published => new("the discriminator moves first and the generator sees it", "equations 124 and 125 of arXiv:2208.09938, and the authors' code", Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => "of the cells that are measured to converge under alternating updates, at least a tenth has a simultaneous radius above 1, and simultaneous updates are measured to converge in none of those";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("lambda", "0.1"), ("offset", "0.01")), new Alternating(), new Simultaneous());

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var x = new SettingAxis("eta", Setting.Range(0.01, 1, Side, log: true));
        var y = new SettingAxis("sigma", Setting.Range(0.1, 10, Side, log: true));
        var diagrams = Setting.Orders.Select(order => new PhaseDiagram(new Setup("kernel-gan", order.Name, [("lambda", "0.1"), ("offset", "0.01")]), x, y, Steps, setting.Seed)).ToList();
        int[] all = [.. Enumerable.Range(0, Side * Side)];
        var measured = diagrams.Select(d => d.Measure(all, cancellation: setting.Cancellation).Cells).ToList();
        var predicted = diagrams.Select(d => d.Predict(all, cancellation: setting.Cancellation)).ToList();
        setting.Cancellation.ThrowIfCancellationRequested();
        bool Converges(int order, int cell) => measured[order][cell].Measured.Verdict == Verdict.Converges;
        var converging = all.Count(cell => Converges(0, cell));
        var misjudged = all.Where(cell => Converges(0, cell) && predicted[1][cell].Radius > 1).ToList();
        var wrongly = misjudged.Count(cell => Converges(1, cell));
        var byFormula = all.Count(cell => predicted[0][cell].Radius < 1 && predicted[1][cell].Radius > 1);
        var kinds = all.Select(cell => (Converges(0, cell), Converges(1, cell)) switch { (true, true) => 0, (true, false) => 1, (false, false) => 2, _ => 3 }).ToArray();
        return new(
            misjudged.Count >= 0.1 * converging && wrongly == 0 ? Outcome.Holds : Outcome.Contradicted,
            misjudged.Count,
            "cells that converge under alternating updates and are unstable by the simultaneous formula",
            $"Of {Side * Side} cells {converging} are measured to converge under alternating updates within {Steps} updates; {misjudged.Count} of these are unstable by the simultaneous formula, and simultaneous updates converge in {wrongly} of them. By the spectra alone {byFormula} cells are stable under the one and unstable under the other.",
            new(
                "Which order converges",
                [
                    new(
                        string.Empty,
                        new("both steps", Log: true),
                        new("bandwidth", Log: true),
                        [new HeatMap("measured", x.Values, y.Values, [.. y.Values.Select((_, row) => (IReadOnlyList<double?>)[.. x.Values.Select((_, column) => (double?)kinds[(row * Side) + column])])]) { Categories = Classes }]),
                ]))
        {
            Settings =
            [
                .. Setting.Describe(diagrams[0].Setup.Game, new Alternating()).Where(s => s.Name is not ("rule" or "sigma" or "eta-g" or "eta-d")),
                ("rule", "alternating (discriminator first) and simultaneous"),
                ("eta-g = eta-d", $"{Side} values from 0.01 to 1, logarithmic"),
                ("sigma", $"{Side} values from 0.1 to 10, logarithmic"),
                ("updates", Steps.Text()),
                ("converges", "the distance over the last tenth is at most 0.01 of that at the start"),
            ],
            Table = new(["measured", "cells"], [.. Classes.Select((name, kind) => (IReadOnlyList<string>)[name, kinds.Count(k => k == kind).Text()])]),
        };
    }
}
