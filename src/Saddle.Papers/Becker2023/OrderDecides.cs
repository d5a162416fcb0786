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
public sealed record OrderDecides : Claim<OrderDecides.Measurements>
{
    private const int Side = 60;
    private const long Steps = 2000;

    private static readonly SettingAxis Etas = new("eta", Setting.Range(0.01, 1, Side, log: true));
    private static readonly SettingAxis Sigmas = new("sigma", Setting.Range(0.1, 10, Side, log: true));

    private static readonly string[] Classes =
        ["both converge", "only alternating converges", "neither converges", "only simultaneous converges"];

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new(
        "the discriminator moves first and the generator sees it",
        "equations 124 and 125 of arXiv:2208.09938, and the authors' code",
        Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "of the cells that are measured to converge under alternating updates, at least a tenth has a simultaneous "
        + "radius above 1, and simultaneous updates are measured to converge in none of those";

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(("lambda", "0.1"), ("offset", "0.01")), new Alternating(), new Simultaneous());

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(Cells(alternating: true, setting), Cells(alternating: false, setting));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var cells = measured.Alternating
            .Zip(measured.Simultaneous, (a, s) => (Alternating: a, Simultaneous: s))
            .ToList();
        var converging = cells.Where(c => c.Alternating.Converges).ToList();
        var misjudged = converging.Where(c => c.Simultaneous.Radius > 1).ToList();
        var wrongly = misjudged.Count(c => c.Simultaneous.Converges);
        var byFormula = cells.Count(c => c.Alternating.Radius < 1 && c.Simultaneous.Radius > 1);
        int[] classes = [.. cells.Select(c => Class(c.Alternating.Converges, c.Simultaneous.Converges))];
        return new(
            misjudged.Count >= 0.1 * converging.Count && wrongly == 0 ? Outcome.Holds : Outcome.Contradicted,
            misjudged.Count,
            "cells that converge under alternating updates and are unstable by the simultaneous formula",
            $"Of {cells.Count} cells {converging.Count} are measured to converge under alternating updates within "
            + $"{Steps} updates; {misjudged.Count} of these are unstable by the simultaneous formula, "
            + $"and simultaneous updates converge in {wrongly} of them. By the spectra alone {byFormula} cells are "
            + "stable under the one and unstable under the other.",
            new("Which order converges", [Panel(classes)]))
        {
            Settings = Settings(setting),
            Table = new(
                ["measured", "cells"],
                [.. Classes.Select((name, i) => (IReadOnlyList<string>)[name, classes.Count(c => c == i).Text()])]),
        };
    }

    private static PhaseDiagram Diagram(bool alternating, ClaimSetting setting)
    {
        var setup = new Setup("kernel-gan", Setting.Name(alternating), [("lambda", "0.1"), ("offset", "0.01")]);
        return new(setup, Etas, Sigmas, Steps, setting.Seed);
    }

    private static IReadOnlyList<Cell> Cells(bool alternating, ClaimSetting setting)
    {
        var diagram = Diagram(alternating, setting);
        int[] all = [.. Enumerable.Range(0, diagram.Cells)];
        var measured = diagram.Measure(all, cancellation: setting.Cancellation).Cells;
        var predicted = diagram.Predict(all, cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        return
        [
            .. predicted.Zip(measured, (p, m) => new Cell(p.Radius!.Value, m.Measured.Verdict == Verdict.Converges)),
        ];
    }

    private static int Class(bool alternating, bool simultaneous) => (alternating, simultaneous) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        _ => 3,
    };

    private static Panel Panel(int[] classes)
    {
        var rows = classes.Chunk(Side).Select(row => (IReadOnlyList<double?>)[.. row.Select(c => (double?)c)]);
        return new(
            string.Empty,
            new("both steps", Log: true),
            new("bandwidth", Log: true),
            [new HeatMap("measured", Etas.Values, Sigmas.Values, [.. rows]) { Categories = Classes }]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting)
    {
        var game = Diagram(alternating: true, setting).Setup.Game;
        return
        [
            .. Setting.Describe(game, new Alternating(), "rule", "sigma", "eta-g", "eta-d"),
            ("rule", "alternating (discriminator first) and simultaneous"),
            ("eta-g = eta-d", $"{Side} values from 0.01 to 1, logarithmic"),
            ("sigma", $"{Side} values from 0.1 to 10, logarithmic"),
            ("updates", Steps.Text()),
            ("converges", "the distance over the last tenth is at most 0.01 of that at the start"),
        ];
    }

    /// <summary>What is measured.</summary>
    /// <param name="Alternating">
    /// The cells under alternating updates, row by row: the learning rates run along a row.
    /// </param>
    /// <param name="Simultaneous">The same cells under simultaneous updates.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Alternating, IReadOnlyList<Cell> Simultaneous);

    /// <summary>A cell of a diagram under one order of moves.</summary>
    /// <param name="Radius">The radius of the exact Jacobian.</param>
    /// <param name="Converges">Whether the run is measured to converge.</param>
    public sealed record Cell(double Radius, bool Converges);
}
