using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// How many updates the optimal discriminator needs as the target's means, and the starts with them, move apart.
/// </summary>
[Entry(
    "li2018/steps-separation",
    "The number of steps that an optimal discriminator needs grows with the separation C of the means like a power of "
    + "exp(C^2), and not faster.",
    @"T \le \mathrm{poly}(1/\delta, e^{C^2}):\quad \log T \approx \tfrac12 C^2",
    "Li et al. 2018 (arXiv:1706.09884), main theorem")]
public sealed record StepsSeparation : Claim<StepsSeparation.Measurements>
{
    private const double Accuracy = 0.05;
    private const long Limit = 2_000_000;

    private static readonly double[] Quick = [1, 1.5, 2, 2.5, 3, 3.5];
    private static readonly double[] Full = [.. Quick, 4, 4.5];

    /// <inheritdoc/>
    public override int Place => 13;

    /// <inheritdoc/>
    public override Published Published => new(
        "T = poly(1/accuracy, exp(C^2))",
        "main theorem",
        "the statement's shape is remembered; exact polynomials are not given in the paper, the power is derived");

    /// <inheritdoc/>
    public override string Condition =>
        FirstMoves.Condition + ", at a rate of 0.05; every run reaches a total variation distance of 0.05, and the "
        + "slope of log T against C^2 is at most 0.6, over all C and over the upper half, where it is at least 0.25 "
        + "(the mean that has farthest to go starts 2C away, where the gradient is exp(-C^2/2): a power of 1/2)";

    /// <summary>The rule with a learning rate; a test puts a wrong one in its place.</summary>
    internal Func<double, Rule> Rule { get; init; } = eta => new OptimalDiscriminator { EtaG = eta };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var off = FirstMoves.Off(Setting.Game(), Rule(Accuracy), Accuracy, setting);
        return new([.. Halves(setting).Select(half => Slowest(half, setting))], off);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        double[] squares = [.. Halves(setting).Select(c => c * c)];
        double[] logs = [.. measured.Slowest.Select(t => Math.Log(t))];
        var upper = squares.Length / 2;
        var (all, late) = (Statistics.Slope(squares, logs), Statistics.Slope(squares[upper..], logs[upper..]));
        var reached = measured.Slowest.All(t => t <= Limit);
        return new(
            reached && all <= 0.6 && late is <= 0.6 and >= 0.25 && measured.MovesOff <= FirstMoves.Tolerance
                ? Outcome.Holds
                : Outcome.Contradicted,
            late,
            "slope of log T against C^2 over the upper half of C",
            $"{(reached ? "Every run reaches its accuracy" : "Not every run reaches its accuracy")}; the slope of "
            + "log T against C^2 is "
            + $"{all.Text("F3")} over all and {late.Text("F3")} over the upper half of C. First moves "
            + $"are off by at most {measured.MovesOff.Text("G2")}.",
            new("Steps that the slowest run needs", [Panel(squares, measured, all)]))
        {
            Seeds = Runs(setting),
            Settings =
            [
                .. Setting.Describe(Setting.Game(), Setting.Optimal)
                    .Where(s => s.Name is not ("target" or "start-means" or "eta-g" or "eta-d")),
                ("target", "-C and C"),
                ("start-means", "-C to C"),
                ("C", string.Join(", ", Halves(setting).Select(c => c.Text()))),
                ("eta", Accuracy.Text()),
                ("starts", $"{Runs(setting).Text()} at each C; means apart by at least a tenth of the separation"),
                ("most steps", Limit.Text()),
                ("seed", $"{setting.Seed}"),
            ],
            Table = new(
                ["C", "updates of the slowest run"],
                [
                    .. Halves(setting).Zip(measured.Slowest, (c, t) => (IReadOnlyList<string>)[c.Text(), t.Text()]),
                ]),
        };
    }

    private static double[] Halves(ClaimSetting setting) => setting.Full ? Full : Quick;

    private static int Runs(ClaimSetting setting) => setting.Full ? 64 : 16;

    private long Slowest(double half, ClaimSetting setting)
    {
        var both = $"{(-half).Text("R")},{half.Text("R")}";
        var game = Setting.Game(("target", both), ("start-means", both));
        return Arrival.StartsApart(game, half / 5, Runs(setting), setting)
            .Max(start => Arrival.Updates(game, Rule(Accuracy), Accuracy, start, Limit, setting));
    }

    private static Panel Panel(double[] squares, Measurements measured, double slope) => new(
        string.Empty,
        new("C^2"),
        new("updates", Log: true),
        [
            new Points("slowest run", squares.Gaps(), measured.Slowest.Select(t => (double)t).Gaps()),
            new Line(
                $"exp({slope.Text("F2")} C^2)",
                squares.Gaps(),
                squares.Select(s => measured.Slowest[0] * Math.Exp(slope * (s - squares[0]))).Gaps())
            {
                Stroke = Stroke.Dash,
            },
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Slowest">
    /// At each C, the least first, the updates of the slowest run; one more than 2,000,000 where it needs more.
    /// </param>
    /// <param name="MovesOff">What first moves are off from what the value's slopes say, at most.</param>
    public sealed record Measurements(IReadOnlyList<long> Slowest, double MovesOff);
}
