using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Regularisers;
using Saddle.Metrics;
using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>How far noise moves a law.</summary>
[Entry(
    "arjovsky2017/noise-moves-little",
    "Noise moves a law by at most its root mean square, in Wasserstein distance.",
    @"W(P_X, P_{X+\epsilon}) \le V^{1/2},\quad V = E|\epsilon|^2",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), lemma 4")]
public sealed record NoiseMovesLittle : Claim
{
    private const int Strata = 4000;

    private static readonly double[] Sds = [0.03, 0.1, 0.3, 1, 3];

    /// <inheritdoc/>
    public override int Place => 17;

    /// <inheritdoc/>
    public override Published Published => new("a bound", "lemma 4", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "on the line, for a point, two points and a segment under normal noise and noise in a ball, and in the plane for a circle, at every scale of the noise the distance is below the bound, and a single point's distance, which is E|e|, is had to 1 %";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        NoiseLaw[] laws = [NoiseLaw.Normal, NoiseLaw.Ball];
        string[] shapes = ["a point", "two points", "a segment"];
        var cells = (from law in laws from shape in shapes from sd in Sds select (Name: $"{shape}, {law.ToString().ToLowerInvariant()}", Law: law, Sd: sd, Distance: OnLine(shape, law, sd), Bound: sd)).ToList();
        var count = setting.Full ? 1000 : 300;
        var plane = (from law in laws from sd in Sds select (Name: $"a circle, {law.ToString().ToLowerInvariant()}", Law: law, Sd: sd, Distance: OnCircle(law, sd, count, setting), Bound: sd * Math.Sqrt(2))).ToList();
        var off = cells.Where(c => c.Name.StartsWith("a point", StringComparison.Ordinal)).Max(c => Math.Abs((c.Distance / (c.Sd * (c.Law == NoiseLaw.Normal ? Math.Sqrt(2 / Math.PI) : Math.Sqrt(3) / 2))) - 1));
        var all = cells.Concat(plane).ToList();
        var share = all.Max(c => c.Distance / c.Bound);
        return new(
            share < 1 && off <= 0.01 ? Outcome.Holds : Outcome.Contradicted,
            share,
            "largest distance over its bound",
            $"The distance is at most {share.Text("F3")} of the bound; that of a single point is had to {off.Text("P2")}. Cauchy noise has no variance: there the lemma says nothing.",
            new("How far noise moves a law", [new(string.Empty, new("root mean square of the noise", Log: true), new("Wasserstein distance", Log: true),
                [new Line("bound", all.Select(c => c.Bound).Order().Gaps(), all.Select(c => c.Bound).Order().Gaps()) { Stroke = Stroke.Dash },
                    .. all.GroupBy(c => c.Name, StringComparer.Ordinal).Select(g => (Trace)new Points(g.Key, g.Select(c => c.Bound).Gaps(), g.Select(c => c.Distance).Gaps()))])]))
        {
            Settings = [("scales", string.Join(", ", Sds.Select(s => s.Text()))), ("on the line", $"quantiles of {Strata.Text()} strata"), ("in the plane", $"{count.Text()} points evenly on the unit circle, each with a noise of its own, by optimal assignment")],
        };
    }

    // Strata of X times strata of the noise, both by their quantiles: no chance is in it.
    private static double OnLine(string shape, NoiseLaw law, double sd)
    {
        var side = (int)Math.Sqrt(Strata);
        double X(int i) => shape switch { "a point" => 0, "two points" => i < side / 2 ? -1 : 1, _ => ((2 * i) + 1.0 - side) / side };
        double Noise(int k, int of) => sd * (law == NoiseLaw.Normal ? Normal.Quantile((k + 0.5) / of) : Math.Sqrt(3) * ((((2 * k) + 1.0) / of) - 1));
        double[] plain = [.. Enumerable.Range(0, side).Select(X).Order()];
        double[] noised = [.. from i in Enumerable.Range(0, side) from k in Enumerable.Range(0, Strata) select X(i) + Noise(k, Strata)];
        Array.Sort(noised);
        return Transport.OnLine(plain, noised, 1);
    }

    private static double OnCircle(NoiseLaw law, double sd, int count, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var random = new Philox(setting.Seed, (long)(sd * 1000), Purpose.Noise);
        (double X, double Y)[] plain = [.. Enumerable.Range(0, count).Select(i => Math.SinCos(2 * Math.PI * i / count)).Select(p => (p.Cos, p.Sin))];
        (double X, double Y)[] noised = [.. plain.Select(p => (Noise: InPlane(law, random), P: p)).Select(n => (n.P.X + (sd * n.Noise.X), n.P.Y + (sd * n.Noise.Y)))];
        var cost = new double[count, count];
        for (var i = 0; i < count * count; i++)
        {
            var (a, b) = (plain[i / count], noised[i % count]);
            cost[i / count, i % count] = Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
        }

        return Transport.Assignment(cost) / count;
    }

    // In a disc the variance of a coordinate is a quarter of the squared radius.
    private static (double X, double Y) InPlane(NoiseLaw law, Philox random)
    {
        var radius = law == NoiseLaw.Normal ? Math.Sqrt(-2 * Math.Log(1 - random.Uniform())) : 2 * Math.Sqrt(random.Uniform());
        var (sin, cos) = Math.SinCos(2 * Math.PI * random.Uniform());
        return (radius * cos, radius * sin);
    }
}
