using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Heusel2017;

/// <summary>Where it is the ratio that decides: the game in which the generator alone is pushed away.</summary>
[Entry(
    "heusel2017/ratio-law",
    "On a game whose generator is pushed away but for the discriminator, fixed rates are stable exactly where the "
        + "discriminator's is more than 2 / (1 - 2 eta_G) times the generator's.",
    @"\det = 1 + 2\eta_G - \eta_D + 2\eta_G\eta_D < 1 \iff \tau = \eta_D/\eta_G > 2/(1 - 2\eta_G)",
    "after Heusel et al. 2017 (arXiv:1706.08500), theorem 1; the game is ours, the law derived")]
public sealed record RatioLaw : Claim<RatioLaw.Measurements>
{
    private const double EtaG = 0.01;
    private const int Ratios = 36;
    private const double Tolerance = 1e-6;

    private static double Boundary => 2 / (1 - (2 * EtaG));

    /// <inheritdoc/>
    public override int Place => 13;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new(
        "the discriminator must have the faster time scale", "theorem 1", "remembered; the law is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "at a generator's rate of 0.01 and ratios from 0.5 to 4, a tenth apart, distances fall exactly where the "
        + "ratio is above 2 / (1 - 2 eta_G), and the rate differs from the law's by less than 1e-6 an update";

    /// <summary>The rule with two rates; a test puts a wrong one in its place.</summary>
    internal Func<double, double, Rule> Rule { get; init; } =
        (etaG, etaD) => new Simultaneous { EtaG = etaG, EtaD = etaD };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var quiet = TimeScales.Game with { Noise = 0 };
        double Rate(double ratio)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            return MeasuredRate.Of(quiet, Rule(EtaG, ratio * EtaG), [0.6, -0.8], 2000, setting.Full ? 400_000 : 40_000);
        }

        return new([.. Tenths().Select(ratio => new Cell(ratio, Rate(ratio)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var cells = measured.Cells;
        var right = cells.Count(c => c.Rate < 0 == c.Ratio > Boundary);
        var worst = cells.Select(c => Math.Abs(c.Rate - Law(c.Ratio))).Aggregate(0.0, Math.Max);
        return new(
            right == cells.Count && worst < Tolerance ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of a rate from the law's, per update",
            $"At {right.Text()} of {cells.Count.Text()} ratios distances fall or grow as the ratio is above or below "
                + $"{Boundary.Text("F4")}; rates differ from the law's by at most {worst.Text("G2")}.",
            new("Rate against the ratio of the two rates", [Panel(cells)]))
        {
            Settings =
            [
                ("game", (TimeScales.Game with { Noise = 0 }).InOneLine()),
                ("rule", "simultaneous"),
                ("eta-g", EtaG.Text()),
                ("eta-d", "the ratio times eta-g"),
                ("updates", $"{(setting.Full ? 400_000 : 40_000).Text()}, after 2,000 that are not looked at"),
            ],
        };
    }

    /// <summary>
    /// The rate by the law: half the logarithm of the determinant, for the pair is complex throughout.
    /// </summary>
    internal static double Law(double ratio)
    {
        var etaD = ratio * EtaG;
        return Math.Log(Planar.Radius(2 + (2 * EtaG) - etaD, 1 + (2 * EtaG) - etaD + (2 * EtaG * etaD)));
    }

    private static IEnumerable<double> Tenths() => Enumerable.Range(0, Ratios).Select(i => 0.5 + (0.1 * i));

    private static Panel Panel(IReadOnlyList<Cell> cells) => new(
        string.Empty,
        new("the discriminator's rate by the generator's"),
        new("rate: slope of the log distance, per update"),
        [
            new Points("measured", cells.Select(c => c.Ratio).Gaps(), cells.Select(c => c.Rate).Gaps()),
            new Line("law", cells.Select(c => c.Ratio).Gaps(), cells.Select(c => Law(c.Ratio)).Gaps()),
        ])
    {
        Rules = [new("boundary", Boundary, Vertical: true)],
    };

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Ratio by ratio.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Cells);

    /// <summary>What is measured at a ratio.</summary>
    /// <param name="Ratio">The discriminator's rate by the generator's.</param>
    /// <param name="Rate">The slope of the logarithm of the distance, per update.</param>
    public sealed record Cell(double Ratio, double Rate);
}
