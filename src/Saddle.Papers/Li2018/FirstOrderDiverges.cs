using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>From some starts a mean runs away for good.</summary>
[Entry(
    "li2018/first-order-diverges",
    "First-order dynamics can diverge: from some starts a mean of the generator runs away; with an optimal "
    + "discriminator from none.",
    @"|u_j^T - u_i^*| > 10",
    "Li et al. 2018 (arXiv:1706.09884), abstract: unstable dynamics")]
public sealed record FirstOrderDiverges : Claim<FirstOrderDiverges.Measurements>
{
    private const string Class = "runaway";

    private static readonly Crossing[] Crossings = [Crossing.Clamp, Crossing.Free];
    private static readonly double[] Quantiles = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];

    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Published Published => new(
        "unstable dynamics", "abstract", "remembered, not re-read; what counts as running away is ours");

    /// <inheritdoc/>
    public override string Condition =>
        "whether crossed intervals shrink to their middle or stay crossed, the share of starts from which a mean ends "
        + "more than 10 beyond the target's is above one in a thousand (the interval's lower end), and with an optimal "
        + "discriminator no start is one";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(("crossing", "free")), Setting.FirstOrder, Setting.Optimal) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
            [.. Crossings.Select(crossing => Run(Basin(Setting.FirstOrder, crossing, setting), setting))],
            Run(Basin(Setting.Optimal, Crossing.Clamp, setting), setting));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var basin = Basin(Setting.FirstOrder, Crossing.Clamp, setting);
        var shares = measured.FirstOrder.Select(r => r.Share).ToList();
        return new(
            shares.TrueForAll(s => s.Low > 1e-3) && measured.Optimal.Share.Successes == 0
                ? Outcome.Holds
                : Outcome.Contradicted,
            shares[0].Rate,
            "share of starts from which a mean runs away, crossed intervals shrinking to their middle",
            $"A mean runs away from {shares[0].Share()} of the starts where crossed intervals shrink to their "
            + "middle, from "
            + $"{shares[1].Share()} where they stay crossed, and from {measured.Optimal.Share.Share()} with an optimal "
            + $"discriminator; the farthest is at {measured.FirstOrder.Max(r => r.Farthest).Text("F1")}.",
            new("How far away the farther mean ends", [Panel(measured)]))
        {
            Interval = (shares[0].Low, shares[0].High),
            Seeds = basin.Starts,
            Settings =
            [
                .. Setting.Describe(basin, "none: how far away the means end").Where(s => s.Name != "crossing"),
                ("crossing", string.Join(" and ", Crossings.Select(c => c.ToString().ToLowerInvariant()))),
            ],
        };
    }

    private static Basin Basin(Rule rule, Crossing crossing, ClaimSetting setting) =>
        Setting.RandomStarts(rule, 20_000, setting) with
        {
            Game = Setting.Game() with { Crossing = crossing },
        };

    private static Ends Run(Basin basin, ClaimSetting setting)
    {
        var runs = basin.Run(setting).Runs;
        var away = runs.Count(r => basin.Game.ClassifyFailure(r.Final, r.Earlier) == Class);
        double[] farther = [.. runs.Select(r => Math.Max(Math.Abs(r.Final[0]), Math.Abs(r.Final[1]))).Order()];
        return new(
            new(away, runs.Count),
            farther[^1],
            [.. Quantiles.Select(share => farther[(int)(share * (farther.Length - 1))])]);
    }

    private static Panel Panel(Measurements measured)
    {
        static Line Line(string name, Ends ends) => new(name, ends.Spread.Gaps(), Quantiles.Gaps());
        return new(
            string.Empty,
            new("distance of the farther mean from 0 at the end", Log: true),
            new("share of the starts", Low: 0, High: 1),
            [
                Line("first order, crossed intervals shrink", measured.FirstOrder[0]),
                Line("first order, crossed intervals stay", measured.FirstOrder[1]),
                Line("optimal discriminator", measured.Optimal),
            ])
        {
            Rules = [new("runaway", 10.5, Vertical: true)],
        };
    }

    /// <summary>What is measured.</summary>
    /// <param name="FirstOrder">
    /// Under first-order dynamics, where crossed intervals shrink to their middle, and where they stay crossed.
    /// </param>
    /// <param name="Optimal">With an optimal discriminator.</param>
    public sealed record Measurements(IReadOnlyList<Ends> FirstOrder, Ends Optimal);

    /// <summary>How far away runs end.</summary>
    /// <param name="Share">The share of those that ran away.</param>
    /// <param name="Farthest">The greatest distance of a mean from 0.</param>
    /// <param name="Spread">The hundredths of the farther mean's distance, the least first.</param>
    public sealed record Ends(Proportion Share, double Farthest, IReadOnlyList<double> Spread);
}
