using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// Unrolled steps change little. What becomes of those steps is not fixed by what could be read of the paper, so all
/// three readings are measured, each with several numbers of steps.
/// </summary>
[Entry(
    "li2018/unrolling",
    "Unrolling changes little, however many steps of the discriminator the generator sees and whatever becomes of "
        + "them.",
    @"\text{kept: } \psi' = \psi_k;\quad \text{looked at: } \psi' = \psi_1,\ "
    + @"\theta' = \theta - \eta \nabla_\theta L_G(\theta,\psi_k);\quad \text{differentiated: } "
    + @"\theta' = \theta - \eta \tfrac{d}{d\theta} L_G(\theta,\psi_k(\theta))",
    "Li et al. 2018 (arXiv:1706.09884), heat maps of five unrolled steps; three readings, the third as in Metz et al. "
    + "2017")]
public sealed record Unrolling : Claim<Unrolling.Measurements>
{
    private const double Little = 0.1;

    private static readonly int[] Counts = [1, 5, 20, 50];
    private static readonly string[] Names = ["kept", "looked at", "differentiated"];

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new(
        "five unrolled steps: little change",
        "heat map of success probability, five unrolled steps",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "under each of three readings, with 1, 5, 20 and 50 steps, the success rate differs from that of plain "
        + "first-order dynamics by at most 0.1, over the whole 95 % interval of the difference over the same starts";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(), Setting.FirstOrder, Setting.Unroll(UnrollMode.Differentiate)) { Steps = Setting.Steps };

    /// <summary>The rule of a reading with a number of steps; a test puts a wrong one in its place.</summary>
    internal Func<UnrollMode, int, Rule> Rule { get; init; } = (mode, k) => Setting.Unroll(mode, k);

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var success = Setting.Game().SuccessRules;
        var plain = Starts(Setting.FirstOrder, 1, setting).Run(setting);
        Reading Read(UnrollMode mode, int k)
        {
            var unrolled = Starts(Rule(mode, k), k, setting).Run(setting);
            return new(
                mode,
                k,
                PairedDifference.Of(Succeeding(unrolled), [.. Succeeding(plain).Take(unrolled.Runs.Count)]),
                [.. success.Select(unrolled.Success)]);
        }

        var modes = Enum.GetValues<UnrollMode>();
        return new(
            [.. success.Select(plain.Success)],
            [.. modes.SelectMany(mode => Counts.Select(k => Read(mode, k)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (plain, readings) = (measured.Plain[0], measured.Readings);
        var most = readings.MaxBy(r => Math.Abs(r.Change.Value))!;
        var basin = Starts(Setting.FirstOrder, 1, setting);
        var five = string.Join(", ", readings.Where(r => r.K == 5).Select(r => $"{Names[(int)r.Mode]} {r.Change}"));
        return new(
            readings.All(IsLittle) ? Outcome.Holds : Outcome.Contradicted,
            most.Change.Value,
            "the greatest change of the success rate by unrolled steps",
            $"Plain first-order dynamics succeed from {plain.Share()} of the starts. Five steps change this by: "
            + $"{five}. "
            + $"The greatest change is {most.Change}, by {most.K.Text()} steps {Names[(int)most.Mode]}; the change is "
            + $"little in {readings.Count(IsLittle).Text()} of {readings.Count.Text()} cases.",
            new("Success of plain and of unrolled dynamics, three readings", [Panel(measured)]))
        {
            Interval = (most.Change.Low, most.Change.High),
            Seeds = basin.Starts,
            Settings =
            [
                .. Setting.Describe(basin, basin.Game.SuccessRules[0].Meaning)
                    .Where(s => s.Name is not ("rule" or "k")),
                ("rule", "alternating with k 1; unrolled, mode and k as in the table"),
                ("starts with 20 and 50 steps", "the first quarter of them"),
            ],
            Table = Table(measured),
        };
    }

    // The first quarter of them with many steps, which take long.
    private static Basin Starts(Rule rule, int k, ClaimSetting setting)
    {
        var all = Setting.RandomStarts(rule, 16_000, setting);
        return k > 5 ? all with { Starts = all.Starts / 4 } : all;
    }

    private static IReadOnlyList<bool> Succeeding(BasinResult result) => [.. result.Runs.Select(r => r.Succeeds[0])];

    private static bool IsLittle(Reading reading) => reading.Change.Low >= -Little && reading.Change.High <= Little;

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("steps of the discriminator that the generator sees", Log: true),
        new("success rate: both means within 0.1", Low: 0, High: 1),
        [
            .. measured.Readings.GroupBy(r => r.Mode).Select(of => new Line(
                Names[(int)of.Key],
                of.Select(r => (double)r.K).Gaps(),
                of.Select(r => r.Success[0].Rate).Gaps())
            {
                Low = of.Select(r => r.Success[0].Low).Gaps(),
                High = of.Select(r => r.Success[0].High).Gaps(),
            }),
        ])
    {
        Rules = [new("plain", measured.Plain[0].Rate)],
    };

    private static ResultTable Table(Measurements measured) => new(
        ["reading", "steps", .. Setting.Game().SuccessRules.Select(rule => rule.Name), "change (means)"],
        [
            ["plain", "1", .. measured.Plain.Select(s => s.Share()), "0"],
            .. measured.Readings.Select(r => (IReadOnlyList<string>)
                [Names[(int)r.Mode], r.K.Text(), .. r.Success.Select(s => s.Share()), r.Change.ToString()]),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Plain">Of plain dynamics, the share of starts that succeed by each rule of success.</param>
    /// <param name="Readings">Each reading with each number of steps.</param>
    public sealed record Measurements(IReadOnlyList<Proportion> Plain, IReadOnlyList<Reading> Readings);

    /// <summary>What is measured of a reading with a number of steps.</summary>
    /// <param name="Mode">What becomes of the discriminator's steps.</param>
    /// <param name="K">How many there are.</param>
    /// <param name="Change">The success rate less that of plain dynamics, by the means rule.</param>
    /// <param name="Success">The share of starts that succeed by each rule of success.</param>
    public sealed record Reading(
        UnrollMode Mode, int K, PairedDifference Change, IReadOnlyList<Proportion> Success);
}
