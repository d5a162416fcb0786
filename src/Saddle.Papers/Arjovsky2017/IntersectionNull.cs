using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>How much of two manifolds lies where they meet.</summary>
[Entry(
    "arjovsky2017/intersection-null",
    "Where manifolds that do not perfectly align meet is a set of measure 0 in both.",
    @"\dim(\mathcal M \cap \mathcal P) < \min(\dim \mathcal M, \dim \mathcal P)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), lemma 3")]
public sealed record IntersectionNull : Claim
{
    private const double Sd = 0.5;

    private static readonly double[] Radii = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4];

    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override Published Published => new("measure 0", "lemma 3", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "for circles in the plane and spheres in space that meet after a random move, the share of either one within r of the other falls like r, with a median power of 0.95 to 1.05 between the two least r, and is at most 0.01 at the least r in every case; unmoved it is 1 at every r";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cases = setting.Full ? 100 : 20;
        int[] dimensions = [2, 3];
        var groups = dimensions.Select(d => (Dimension: d, Shares: Moved(d, cases, setting))).ToList();
        var powers = groups.ConvertAll(g => g.Shares.Select(s => Math.Log(s[^2] / s[^1]) / Math.Log(Radii[^2] / Radii[^1])).Median());
        var most = groups.Max(g => g.Shares.Max(s => s[^1]));
        var unmoved = dimensions.Min(d => Shares(d, new double[d], setting).Min());
        return new(
            powers.TrueForAll(p => p is >= 0.95 and <= 1.05) && most <= 0.01 && unmoved >= 1 ? Outcome.Holds : Outcome.Contradicted,
            most,
            $"largest share within {Radii[^1].Text()}",
            $"The share falls like the powers {string.Join(" and ", powers.Select(p => p.Text("F3")))} of r for circles and spheres; within {Radii[^1].Text()} it is at most {most.Text("G2")}. Unmoved it is {unmoved.Text()}.",
            new("The share of a manifold within r of the other", [new(string.Empty, new("r", Log: true), new("share", Log: true),
                [new Line("unmoved", Radii.Gaps(), Radii.Select(_ => unmoved).Gaps()) { Stroke = Stroke.Dash },
                    .. groups.Select(g => (Trace)new Line(g.Dimension == 2 ? "circles" : "spheres", Radii.Gaps(), Enumerable.Range(0, Radii.Length).Select(i => g.Shares.Select(s => s[i]).Median()).Gaps()))])]))
        {
            Seeds = cases,
            Settings = [("manifolds", "two unit circles, two unit spheres"), ("moves", $"of both, normal in each coordinate with standard deviation {Sd.Text()}; those after which they meet"), ("cases", cases.Text()), ("points", Count(setting).Text())],
        };
    }

    private static int Count(ClaimSetting setting) => setting.Full ? 4_000_000 : 400_000;

    // What holds for the one by the other holds the other way round: both have the same shape.
    private static List<double[]> Moved(int dimension, int cases, ClaimSetting setting)
    {
        var random = new Philox(setting.Seed, dimension, Purpose.Start);
        var found = new List<double[]>();
        while (found.Count < cases)
        {
            double[] by = [.. Enumerable.Range(0, dimension).Select(_ => Sd * Math.Sqrt(2) * Draw(random))];
            if (Math.Sqrt(by.Sum(b => b * b)) < 2)
            {
                found.Add(Shares(dimension, by, setting));
            }
        }

        return found;
    }

    private static double[] Shares(int dimension, double[] by, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var (counts, point, count) = (new long[Radii.Length], new double[dimension], Count(setting));
        var random = new Philox(setting.Seed, dimension, Purpose.Item);
        for (var k = 0; k < count; k++)
        {
            OnSphere(point, k, count, random);
            var squared = 0.0;
            for (var i = 0; i < dimension; i++)
            {
                squared += (point[i] + by[i]) * (point[i] + by[i]);
            }

            var distance = Math.Abs(Math.Sqrt(squared) - 1);
            for (var r = 0; r < Radii.Length && distance < Radii[r]; r++)
            {
                counts[r]++;
            }
        }

        return [.. counts.Select(c => c / (double)count)];
    }

    // A circle evenly; a sphere by slices of equal height, which have equal areas (Archimedes).
    private static void OnSphere(double[] point, int k, int count, Philox random)
    {
        var height = point.Length == 2 ? 0 : ((2 * k) + 1.0 - count) / count;
        var (sin, cos) = Math.SinCos(2 * Math.PI * (point.Length == 2 ? (k + 0.5) / count : random.Uniform()));
        var radius = Math.Sqrt(1 - (height * height));
        (point[0], point[1]) = (radius * cos, radius * sin);
        if (point.Length == 3)
        {
            point[2] = height;
        }
    }

    private static double Draw(Philox random) => Normal.Quantile(random.Uniform() + (0.5 / 9007199254740992.0));
}
