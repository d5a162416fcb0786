using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// The setting of the experiments of Li, Madry, Peebles, Schmidt 2018 (arXiv:1706.09884), section 2 and appendix.
/// </summary>
internal static class Setting
{
    /// <summary>How the paper's experiments are known to us.</summary>
    public const string Remembered =
        "remembered, not re-read; the target, the start square and the means rule are corroborated by a public "
        + "re-implementation that was read";

    /// <summary>The learning rate of the heat maps.</summary>
    public const double Eta = 0.3;

    /// <summary>The number of updates of a run.</summary>
    public const long Steps = 3000;

    /// <summary>Plain first-order dynamics: the discriminator moves first, then the generator sees it.</summary>
    public static Rule FirstOrder { get; } = new Alternating { EtaG = Eta, EtaD = Eta };

    /// <summary>The optimal discriminator.</summary>
    public static Rule Optimal { get; } = new OptimalDiscriminator { EtaG = Eta };

    /// <summary>The game with its defaults: target -0.5 and 0.5, clamped crossings.</summary>
    public static TwoGaussians Game(params (string Name, string Value)[] settings) =>
        (TwoGaussians)Catalog<Game>.Get("two-gaussians").Create(
            settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));

    /// <summary>Unrolled steps of the discriminator, by one reading of what becomes of them.</summary>
    public static Rule Unroll(UnrollMode mode, int k = 5) => new Unrolled(mode, k) { EtaG = Eta, EtaD = Eta };

    /// <summary>Every setting of a game and a rule, for the report.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(Game game, Rule rule) =>
        [.. game.Describe(), .. rule.Describe()];

    /// <summary>The settings of random starts, for the report.</summary>
    public static IReadOnlyList<(string Name, string Value)> Describe(Basin basin, string success)
    {
        return
        [
            .. Describe(basin.Game, basin.Rule),
            ("success rule", success),
            ("steps", basin.Steps.Text()),
            ("starts", basin.Starts.Text()),
            ("seed", $"{basin.Seed}"),
        ];
    }

    /// <summary>Random starts of the game under a rule; the quick form has 4,000.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="full">The number of starts in full.</param>
    /// <param name="setting">Whether in full, and the seed.</param>
    public static Basin RandomStarts(Rule rule, int full, ClaimSetting setting) =>
        new(Game(), rule, setting.Full ? full : 4000, Steps, setting.Seed);

    /// <summary>Runs a basin to its end.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static BasinResult Run(this Basin basin, ClaimSetting setting)
    {
        var result = basin.Run(cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>The success probability over the initial means, as a panel without a title.</summary>
    /// <param name="basin">A basin over a grid.</param>
    /// <param name="cells">The success of each cell, row by row.</param>
    public static Panel HeatMap(Basin basin, IReadOnlyList<IReadOnlyList<Proportion>> cells) => new(
        string.Empty,
        new("initial mean u1", Equal: true),
        new("initial mean u2"),
        [
            new HeatMap("success probability", Centres(basin, 0), Centres(basin, 1), Each(cells, c => (double?)c.Rate))
            {
                Low = 0,
                High = 1,
                Labels = Each(cells, c => $"{c.Share()}, {c.Trials} starts"),
            },
        ]);

    /// <summary>The means, the target and the interval ends against time, as two panels.</summary>
    public static IEnumerable<Panel> Traces(TwoGaussians game, Trajectory run, string title)
    {
        double?[] steps = [.. run.Points.Select(p => (double?)p.Step)];
        Line Trace(string name, int coordinate, int colour, Stroke stroke = Stroke.Solid) =>
            new(name, steps, run.Points.Select(p => p.State[coordinate]).Gaps()) { Colour = colour, Stroke = stroke };

        Trace[] means = [Trace("u1", 0, 0), Trace("u2", 1, 1)];
        yield return new($"{title}: means", new("update"), new("generator's means"), means)
        {
            Rules = [new("target", game.Target[0]), new("target", game.Target[1])],
        };
        yield return new(
            $"{title}: intervals",
            new("update"),
            new("discriminator's interval ends"),
            [Trace("l1", 2, 2), Trace("r1", 3, 2, Stroke.Dash), Trace("l2", 4, 3), Trace("r2", 5, 3, Stroke.Dash)]);
    }

    private static double[] Centres(Basin basin, int coordinate) =>
        [.. Enumerable.Range(0, basin.Grid).Select(i => basin.Centre(coordinate, i))];

    private static IReadOnlyList<T>[] Each<T>(
        IReadOnlyList<IReadOnlyList<Proportion>> cells,
        Func<Proportion, T> value) => [.. cells.Select(row => (IReadOnlyList<T>)[.. row.Select(value)])];
}
