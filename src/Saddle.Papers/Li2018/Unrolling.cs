using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// Five unrolled steps change little. What becomes of those steps is not fixed by what could be read of the paper, so each
/// reading is a claim of its own; all show the same figure, side by side.
/// </summary>
public abstract record Unrolling : Claim
{
    private const double Little = 0.1;

    /// <summary>What becomes of the discriminator's steps.</summary>
    protected abstract UnrollMode Mode { get; }

    /// <inheritdoc/>
    public override Published Published => new("little change", "heat map of success probability, five unrolled steps", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition => "the success rate differs from that of plain first-order dynamics by at most 0.1, over the whole 95 % interval of the difference";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.FirstOrder, new Unrolled(Mode) { EtaG = Setting.Eta, EtaD = Setting.Eta }) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = Setting.Game();
        var success = game.SuccessRules[0];
        Rule[] rules = [Setting.FirstOrder, .. Enum.GetValues<UnrollMode>().Select(mode => (Rule)new Unrolled(mode) { EtaG = Setting.Eta, EtaD = Setting.Eta })];
        string[] names = ["plain", "kept", "lookahead", "differentiated"];
        var basins = rules.Select(rule => new Basin(game, rule, setting.Full ? 16_000 : 4000, Setting.Steps, setting.Seed)).ToList();
        var results = basins.Select(basin => basin.Run(setting)).ToList();
        var shares = results.Select(r => r.Success(success)).ToList();
        var mine = 1 + (int)Mode;
        var (low, high) = Difference(shares[mine], shares[0]);
        var difference = shares[mine].Rate - shares[0].Rate;
        return new(
            low >= -Little && high <= Little ? Outcome.Holds : Outcome.Contradicted,
            difference,
            "change of the success rate by five unrolled steps",
            $"Plain first-order dynamics succeed from {shares[0].Share()} of the starts, five steps {names[mine]} from {shares[mine].Share()}: a difference of {difference.Text("F3")}.",
            new(
                "Success of plain and of unrolled dynamics, three readings",
                [
                    new(
                        string.Empty,
                        new("what becomes of the five steps") { Categories = names },
                        new("success rate", Low: 0, High: 1),
                        [
                            new Bars("both means within 0.1", [0, 1, 2, 3], [.. shares.Select(s => (double?)s.Rate)])
                            {
                                Low = [.. shares.Select(s => (double?)s.Low)],
                                High = [.. shares.Select(s => (double?)s.High)],
                            },
                        ]),
                ]))
        {
            Interval = (low, high),
            Seeds = basins[0].Starts,
            Settings = Setting.Describe(basins[mine], success.Meaning),
            Table = new(
                ["reading", .. game.SuccessRules.Select(rule => rule.Name)],
                [.. results.Select((r, i) => (IReadOnlyList<string>)[names[i], .. game.SuccessRules.Select(rule => r.Success(rule).Share())])]),
        };
    }

    /// <summary>The 95 % interval of the difference of two independent shares (Newcombe 1998, method 10: from the Wilson intervals).</summary>
    private static (double Low, double High) Difference(Proportion a, Proportion b)
    {
        var difference = a.Rate - b.Rate;
        return (difference - Hypotenuse(a.Rate - a.Low, b.High - b.Rate), difference + Hypotenuse(a.High - a.Rate, b.Rate - b.Low));

        static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));
    }
}

/// <summary>The reading in which the discriminator keeps its five steps.</summary>
[Entry(
    "li2018/unrolling-keep",
    "Five unrolled steps change little, if the discriminator keeps them.",
    @"\psi' = \psi_5,\quad \theta' = \theta - \eta \nabla_\theta L_G(\theta,\psi_5)",
    "Li et al. 2018 (arXiv:1706.09884), heat maps; the reading of a public re-implementation")]
public sealed record UnrollingKeep : Unrolling
{
    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    protected override UnrollMode Mode => UnrollMode.Keep;
}

/// <summary>The reading in which only the generator sees the five steps.</summary>
[Entry(
    "li2018/unrolling-lookahead",
    "Five unrolled steps change little, if only the generator sees them.",
    @"\psi' = \psi_1,\quad \theta' = \theta - \eta \nabla_\theta L_G(\theta,\psi_5)",
    "Li et al. 2018 (arXiv:1706.09884), heat maps; one reading")]
public sealed record UnrollingLookahead : Unrolling
{
    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    protected override UnrollMode Mode => UnrollMode.Lookahead;
}

/// <summary>The reading in which the generator's gradient runs through the five steps, as in Metz et al. 2017.</summary>
[Entry(
    "li2018/unrolling-differentiate",
    "Five unrolled steps change little, if the generator's gradient runs through them.",
    @"\psi' = \psi_1,\quad \theta' = \theta - \eta \tfrac{d}{d\theta} L_G(\theta,\psi_5(\theta))",
    "Li et al. 2018 (arXiv:1706.09884), heat maps; one reading (Metz et al. 2017)")]
public sealed record UnrollingDifferentiate : Unrolling
{
    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    protected override UnrollMode Mode => UnrollMode.Differentiate;
}
