using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>What becomes of curves that touch or coincide once both are moved at random.</summary>
[Entry(
    "arjovsky2017/transversal",
    "Moved by independent continuous random vectors, two curves almost surely do not perfectly align: wherever they "
        + "meet they cross at an angle.",
    @"P_{\eta, \eta'}(\mathcal M + \eta \text{ does not perfectly align with } \mathcal P + \eta') = 1",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), definitions 2.1 and 2.2, lemma 2")]
public sealed record Transversal : Claim<Transversal.Measurements>
{
    private const double Sd = 0.5;
    private const double Parallel = 1e-9;
    private const double Bonferroni = 2.638; // the normal quantile of a two-sided 5 % over 6 shares

    private static readonly double[] Sines = [0.3, 0.17, 0.1, 0.055, 0.03, 0.017];

    private static readonly (string Name, CurveMeeting Curves)[] Pairs =
    [
        ("one circle twice", new(1, 1, (x, y) => ((x * x) + (y * y) - 1, 2 * x, 2 * y))),
        ("a circle and its tangent", new(1, 1, (_, y) => (y - 1, 0, 1))),
        ("an ellipse and a circle", new(2, 1, (x, y) => ((x * x) + (y * y) - 1, 2 * x, 2 * y))),
    ];

    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Published Published => new("probability 1", "lemma 2", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "of all random moves of three pairs of curves (one circle twice, a circle and its tangent, an ellipse and a "
        + "circle that touch) none leaves a meeting at an angle whose sine is 1e-9 or less; the share with a sine "
        + "below s falls at least like s^0.9 from 0.3 to 0.017; and for one circle twice the shares are those of the "
        + "closed form, within the 95 % interval for all six at once";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var draws = setting.Full ? 400_000 : 20_000;
        return new(draws, [.. Pairs.Select((pair, number) => Moved(pair.Curves, draws, number, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var (draws, pairs) = measured;
        var least = pairs.Min(p => p.Least);
        var powers = pairs.Select(p => Math.Log(p.Shares[0] / p.Shares[^1]) / Math.Log(Sines[0] / Sines[^1])).ToList();
        var off = pairs[0].Shares.Zip(Sines.Select(CircleTwice), (share, exact) => Off(share, exact, draws)).Max();
        var holds = least > Parallel && powers.TrueForAll(p => p >= 0.9) && off <= Bonferroni;
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            least,
            "least sine of an angle at which curves met",
            $"In {draws.Text()} moves of each pair the least sine is {least.Text("G2")}; shares below s fall like the "
            + $"powers {string.Join(", ", powers.Select(p => p.Text("F2")))} of s; those of one circle twice are off "
            + $"the closed form by at most {off.Text("F2")} standard errors. Unmoved, all three pairs align perfectly.",
            new("How often curves meet at a small angle", [Panel(pairs)]))
        {
            Seeds = draws,
            Settings = Settings(draws),
        };
    }

    /// <summary>
    /// The share of the moves after which two unit circles meet at an angle whose sine is below a number.
    /// </summary>
    /// <remarks>
    /// Circles s apart meet at an angle phi with s = 2 sin(phi / 2); s^2 is exponential with mean 4 sd^2.
    /// </remarks>
    internal static double CircleTwice(double sine)
    {
        static double Beyond(double s) => Math.Exp(-s * s / (4 * Sd * Sd));
        var half = Math.Asin(sine) / 2;
        return 1 - Beyond(2 * Math.Sin(half)) + Beyond(2 * Math.Cos(half)) - Beyond(2);
    }

    private static Pair Moved(CurveMeeting curves, int draws, int number, ClaimSetting setting)
    {
        var random = new Philox(setting.Seed, number, Purpose.Noise);
        double Draw() => Sd * random.UnitNormal();
        var least = new double[draws];
        for (var i = 0; i < draws; i++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            var (x, y) = (Draw() - Draw(), Draw() - Draw());
            least[i] = curves.Sines(x, y).DefaultIfEmpty(double.PositiveInfinity).Min();
        }

        return new(least.Min(), [.. Sines.Select(s => least.Count(x => x < s) / (double)draws)]);
    }

    // In standard errors of the share.
    private static double Off(double share, double exact, int draws) =>
        Math.Abs(share - exact) / Math.Sqrt(exact * (1 - exact) / draws);

    private static IReadOnlyList<(string Name, string Value)> Settings(int draws) =>
    [
        ("moves", $"of both curves, normal in each coordinate with standard deviation {Sd.Text()}"),
        ("draws", draws.Text()),
        ("meetings", "between the extremes of the second curve's function along the first, "
            + $"{CurveMeeting.Arcs.Text()} steps, by bisection"),
    ];

    private static Panel Panel(IReadOnlyList<Pair> pairs) => new(
        string.Empty,
        new("sine of the angle", Log: true),
        new("share of the moves with a meeting below it", Log: true),
        [
            new Line("closed form, one circle twice", Sines.Gaps(), Sines.Select(CircleTwice).Gaps()),
            .. pairs.Select((pair, i) => new Points(Pairs[i].Name, Sines.Gaps(), pair.Shares.Gaps())),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Draws">The moves of each pair of curves.</param>
    /// <param name="Pairs">What came of the three pairs.</param>
    public sealed record Measurements(int Draws, IReadOnlyList<Pair> Pairs);

    /// <summary>Two curves, moved at random many times.</summary>
    /// <param name="Least">The least sine of an angle at which they met.</param>
    /// <param name="Shares">The shares of the moves with a meeting at a sine below each of six, the largest
    /// first.</param>
    public sealed record Pair(double Least, IReadOnlyList<double> Shares);
}
