using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// Five unrolled steps change little. What becomes of those steps is not fixed by what could be read of the paper, so
/// each reading is a claim of its own; all show the same figure, side by side.
/// </summary>
public abstract record Unrolling : Claim<Unrolling.Measurements>
{
    private const double Little = 0.1;

    private static readonly Rule[] Rules = [Setting.FirstOrder, .. Enum.GetValues<UnrollMode>().Select(Setting.Unroll)];

    private static readonly string[] Names = ["plain", "kept", "lookahead", "differentiated"];

    /// <summary>What becomes of the discriminator's steps.</summary>
    protected abstract UnrollMode Mode { get; }

    /// <inheritdoc/>
    public override Published Published => new(
        "little change",
        "heat map of success probability, five unrolled steps",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "the success rate differs from that of plain first-order dynamics by at most 0.1, "
        + "over the whole 95 % interval of the difference";

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(), Setting.FirstOrder, Setting.Unroll(Mode)) { Steps = Setting.Steps };

    // Plain dynamics come first.
    private int Mine => 1 + (int)Mode;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var results = Rules.Select(rule => Setting.RandomStarts(rule, 16_000, setting).Run(setting));
        var success = Setting.Game().SuccessRules;
        return new([.. results.Select(r => (IReadOnlyList<Proportion>)[.. success.Select(r.Success)])]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (plain, unrolled) = (measured.Success[0][0], measured.Success[Mine][0]);
        var basin = Setting.RandomStarts(Rules[Mine], 16_000, setting);
        var (low, high) = Difference(unrolled, plain);
        var difference = unrolled.Rate - plain.Rate;
        return new(
            low >= -Little && high <= Little ? Outcome.Holds : Outcome.Contradicted,
            difference,
            "change of the success rate by five unrolled steps",
            $"Plain first-order dynamics succeed from {plain.Share()} of the starts, "
            + $"five steps {Names[Mine]} from {unrolled.Share()}: a difference of {difference.Text("F3")}.",
            new("Success of plain and of unrolled dynamics, three readings", [Panel(measured)]))
        {
            Interval = (low, high),
            Seeds = basin.Starts,
            Settings = Setting.Describe(basin, basin.Game.SuccessRules[0].Meaning),
            Table = Table(measured),
        };
    }

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("what becomes of the five steps") { Categories = Names },
        new("success rate", Low: 0, High: 1),
        [Drawing.Shares("both means within 0.1", [.. measured.Success.Select(s => s[0])])]);

    private static ResultTable Table(Measurements measured) => new(
        ["reading", .. Setting.Game().SuccessRules.Select(rule => rule.Name)],
        [.. Names.Zip(measured.Success, (name, s) => (IReadOnlyList<string>)[name, .. s.Select(p => p.Share())])]);

    /// <summary>
    /// The 95 % interval of the difference of two independent shares (Newcombe 1998, method 10: from the Wilson
    /// intervals).
    /// </summary>
    private static (double Low, double High) Difference(Proportion a, Proportion b)
    {
        var difference = a.Rate - b.Rate;
        return (
            difference - Hypotenuse(a.Rate - a.Low, b.High - b.Rate),
            difference + Hypotenuse(a.High - a.Rate, b.Rate - b.Low));

        static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>What is measured.</summary>
    /// <param name="Success">
    /// Of plain dynamics and then of each reading, the share of starts that succeed by each of the game's rules of
    /// success.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Proportion>> Success);
}
