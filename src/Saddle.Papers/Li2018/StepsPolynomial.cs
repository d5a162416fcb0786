using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Li2018;

/// <summary>
/// The theorem: with an optimal discriminator, a learning rate and a number of steps polynomial in the accuracy
/// suffice. Measured with the rate equal to the accuracy, over separations of the target's means.
/// </summary>
[Entry(
    "li2018/steps-polynomial",
    "The optimal discriminator needs a number of steps that is polynomial in 1/accuracy, whatever the separation.",
    @"\eta = \mathrm{poly}(\delta, e^{-C^2}),\quad "
    + @"T = \mathrm{poly}(1/\delta, e^{C^2}) \Rightarrow d_{TV}(G_{u(T)}, G^*) \le \delta",
    "Li et al. 2018 (arXiv:1706.09884), main theorem")]
public sealed record StepsPolynomial : Claim<StepsPolynomial.Measurements>
{
    private const long Limit = 200_000;
    private static readonly double[] Separations = [0.25, 0.5, 1, 2, 4];
    private static readonly double[] Quick = [0.1, 0.05, 0.02, 0.01, 0.005];
    private static readonly double[] Full = [.. Quick, 0.002, 0.001];

    /// <inheritdoc/>
    public override int Place => 12;

    /// <inheritdoc/>
    public override Published Published => new(
        "T = poly(1/accuracy, exp(C^2))",
        "main theorem",
        "the statement's shape is remembered; exact polynomials are not given in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        FirstMoves.Condition + ", at a rate of 0.1; every run reaches its accuracy, and at every separation the slope "
        + "of log T against log(1/accuracy) is at most 3 and grows by less than 1 from the coarser to the finer half";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.Optimal) { Steps = Setting.Steps };

    /// <summary>The rule with a learning rate; a test puts a wrong one in its place.</summary>
    internal Func<double, Rule> Rule { get; init; } = eta => new OptimalDiscriminator { EtaG = eta };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        IReadOnlyList<long> Row(double separation)
        {
            var half = separation / 2;
            var game = Setting.Game(("target", $"{(-half).Text("R")},{half.Text("R")}"));
            return [.. Accuracies(setting).Select(accuracy => Slowest(game, accuracy, setting))];
        }

        var off = FirstMoves.Off(Setting.Game(), Rule(Quick[0]), Quick[0], setting);
        return new([.. Separations.Select(Row)], off);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var accuracies = Accuracies(setting);
        var slopes = measured.Slowest.Select(row => Slopes(accuracies, row)).ToList();
        var reached = measured.Slowest.All(row => row.All(updates => updates <= Limit));
        var (steepest, bend) = (slopes.Max(s => s.All), slopes.Max(s => s.Fine - s.Coarse));
        return new(
            reached && steepest <= 3 && bend < 1 && measured.MovesOff <= FirstMoves.Tolerance
                ? Outcome.Holds
                : Outcome.Contradicted,
            steepest,
            "largest exponent of the number of steps in 1/accuracy, over the separations",
            $"{(reached ? "Every run reaches its accuracy" : "Not every run reaches its accuracy")}; "
            + $"the number of steps grows at most like the power {steepest.Text("F2")} of 1/accuracy, "
            + $"and the slope grows by at most {bend.Text("F2")} towards finer accuracies.",
            new("Steps that the slowest run needs", [.. Panels(accuracies, measured)], Columns: 2))
        {
            Seeds = Runs(setting),
            Settings = Settings(setting),
            Table = new(
                ["separation", .. accuracies.Select(a => $"T at {a.Text()}"), "exponent"],
                [.. Separations.Select((s, i) => Row(s, measured.Slowest[i], slopes[i].All))]),
        };
    }

    private static double[] Accuracies(ClaimSetting setting) => setting.Full ? Full : Quick;

    private static int Runs(ClaimSetting setting) => setting.Full ? 64 : 16;

    /// <summary>
    /// The most updates that any of the runs needs until its total variation distance is at most the accuracy.
    /// </summary>
    private long Slowest(TwoGaussians game, double accuracy, ClaimSetting setting)
    {
        // Means that start close together are left out.
        var gap = 0.1 * (game.Target[1] - game.Target[0]);
        return Arrival.StartsApart(game, gap, Runs(setting), setting)
            .Max(start => Math.Max(1, Arrival.Updates(game, Rule(accuracy), accuracy, start, Limit, setting)));
    }

    /// <summary>Least-squares slopes over all points, the coarser half and the finer half.</summary>
    private static (double All, double Coarse, double Fine) Slopes(double[] accuracies, IReadOnlyList<long> updates)
    {
        double[] x = [.. accuracies.Select(a => Math.Log(1 / a))];
        double[] y = [.. updates.Select(t => Math.Log(t))];
        var middle = (x.Length + 1) / 2;
        double Slope(Range range) => Statistics.Slope(x[range], y[range]);
        return (Slope(..), Slope(..middle), Slope((middle - 1)..));
    }

    private static IEnumerable<Panel> Panels(double[] accuracies, Measurements measured)
    {
        Line BySeparation(double separation, int i) => new(
            $"separation {separation.Text()}",
            accuracies.Gaps(),
            measured.Slowest[i].Select(t => (double)t).Gaps());

        Line ByAccuracy(double accuracy, int j) => new(
            $"accuracy {accuracy.Text()}",
            Separations.Gaps(),
            measured.Slowest.Select(row => (double)row[j]).Gaps());

        var updates = new Axis("updates", Log: true);
        var accuracy = new Axis("accuracy: total variation distance reached", Log: true);
        var separation = new Axis("separation of the target's means", Log: true);
        yield return new("against the accuracy", accuracy, updates, [.. Separations.Select(BySeparation)]);
        yield return new("against the separation", separation, updates, [.. accuracies.Select(ByAccuracy)]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting)
    {
        var all = Setting.Describe(Setting.Game(), Setting.Optimal);
        return
        [
            .. all.Where(s => s.Name is not ("target" or "eta-g" or "eta-d")),
            ("target", "half the separation on either side of 0"),
            ("eta", "equal to the accuracy"),
            ("starts", $"{Runs(setting)} at each point; means apart by at least a tenth of the separation"),
            ("most steps", Limit.Text()),
            ("seed", $"{setting.Seed}"),
        ];
    }

    private static IReadOnlyList<string> Row(double separation, IReadOnlyList<long> updates, double exponent) =>
        [separation.Text(), .. updates.Select(t => t.Text()), exponent.Text("F2")];

    /// <summary>What is measured.</summary>
    /// <param name="Slowest">
    /// At each separation, the updates that the slowest run needs to each accuracy, the coarsest first; one more than
    /// 200,000 where it needs more.
    /// </param>
    /// <param name="MovesOff">What first moves are off from what the value's slopes say, at most.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<long>> Slowest, double MovesOff);
}
