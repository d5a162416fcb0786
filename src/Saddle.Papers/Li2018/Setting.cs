using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>The setting of the experiments of Li, Madry, Peebles, Schmidt 2018 (arXiv:1706.09884), section 2 and appendix.</summary>
internal static class Setting
{
    /// <summary>How the paper's experiments are known to us.</summary>
    public const string Remembered = "remembered, not re-read; the target, the start square and the means rule are corroborated by a public re-implementation that was read";

    /// <summary>The step of the heat maps.</summary>
    public const double Eta = 0.3;

    /// <summary>The number of updates of a run.</summary>
    public const long Steps = 3000;

    /// <summary>The game with its defaults: target -0.5 and 0.5, clamped crossings.</summary>
    public static TwoGaussians Game(params (string Name, string Value)[] settings) =>
        (TwoGaussians)Catalog<Game>.Get("two-gaussians").Create(settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));

    /// <summary>Plain first-order dynamics: the discriminator moves first, then the generator sees it.</summary>
    public static Rule FirstOrder { get; } = new Alternating { EtaG = Eta, EtaD = Eta };

    /// <summary>The optimal discriminator.</summary>
    public static Rule Optimal { get; } = new OptimalDiscriminator { EtaG = Eta };

    /// <summary>Every setting of a game and a rule, for the report.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(Game game, Rule rule) => [.. game.Describe(), .. rule.Describe()];

    /// <summary>The settings of a basin, for the report.</summary>
    public static IReadOnlyList<(string Name, string Value)> Describe(Basin basin, string success) =>
    [
        .. Describe(basin.Game, basin.Rule),
        ("success rule", success),
        ("steps", basin.Steps.Text()),
        ("starts", basin.Grid == 0 ? basin.Starts.Text() : $"{basin.Starts} in each of {basin.Grid} x {basin.Grid} cells"),
        ("seed", basin.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <summary>Runs a basin to its end.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static BasinResult Run(this Basin basin, ClaimSetting setting)
    {
        var result = basin.Run(cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>The success probability over the initial means, as a panel.</summary>
    public static Panel HeatMap(BasinResult result, string title)
    {
        var basin = result.Basin;
        var rule = basin.Game.SuccessRules[0];
        var cells = result.SuccessByCell(rule);
        return new(
            title,
            new("initial mean u1", Equal: true),
            new("initial mean u2"),
            [
                new HeatMap(
                    "success probability",
                    [.. Enumerable.Range(0, basin.Grid).Select(i => basin.Centre(0, i))],
                    [.. Enumerable.Range(0, basin.Grid).Select(i => basin.Centre(1, i))],
                    [.. cells.Select(row => (IReadOnlyList<double?>)[.. row.Select(c => (double?)c.Rate)])])
                {
                    Low = 0,
                    High = 1,
                    Labels = [.. cells.Select(row => (IReadOnlyList<string>)[.. row.Select(c => $"{c.Share()}, {c.Trials} starts")])],
                },
            ]);
    }

    /// <summary>The means, the target and the interval ends against time, as two panels.</summary>
    public static IEnumerable<Panel> Traces(TwoGaussians game, Trajectory run, string title)
    {
        double?[] steps = [.. run.Points.Select(p => (double?)p.Step)];
        Line Trace(string name, int coordinate, int colour, Stroke stroke = Stroke.Solid) =>
            new(name, steps, run.Points.Select(p => p.State[coordinate]).Gaps()) { Colour = colour, Stroke = stroke };

        yield return new($"{title}: means", new("update"), new("generator's means"), [Trace("u1", 0, 0), Trace("u2", 1, 1)])
        {
            Rules = [new("target", game.Target[0]), new("target", game.Target[1])],
        };
        yield return new(
            $"{title}: intervals",
            new("update"),
            new("discriminator's interval ends"),
            [Trace("l1", 2, 2), Trace("r1", 3, 2, Stroke.Dash), Trace("l2", 4, 3), Trace("r2", 5, 3, Stroke.Dash)]);
    }
}
