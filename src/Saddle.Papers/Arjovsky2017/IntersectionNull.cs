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
public sealed record IntersectionNull : Claim<IntersectionNull.Measurements>
{
    private const double Sd = 0.5;

    private static readonly double[] Radii = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4];

    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override Published Published => new("measure 0", "lemma 3", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "for circles in the plane and spheres in space that meet after a random move, the share of either one within r "
        + "of the other falls like r, with a median power of 0.95 to 1.05 between the two least r, and is at most 0.01 "
        + "at the least r in every case; unmoved it is 1 at every r";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var points = setting.Full ? 4_000_000 : 400_000;
        return new(
            points,
            Moved(2, points, setting),
            Moved(3, points, setting),
            Math.Min(Shares([0, 0], points, setting).Min(), Shares([0, 0, 0], points, setting).Min()));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var (_, circles, spheres, unmoved) = measured;
        double[] powers = [Power(circles), Power(spheres)];
        var most = circles.Concat(spheres).Max(s => s[^1]);
        var holds = powers.All(p => p is >= 0.95 and <= 1.05) && most <= 0.01 && unmoved >= 1;
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            most,
            $"largest share within {Radii[^1].Text()}",
            $"The share falls like the powers {string.Join(" and ", powers.Select(p => p.Text("F3")))} of r "
            + $"for circles and spheres; within {Radii[^1].Text()} it is at most {most.Text("G2")}. "
            + $"Unmoved it is {unmoved.Text()}.",
            new("The share of a manifold within r of the other", [Panel(measured)]))
        {
            Seeds = circles.Count,
            Settings = Settings(circles.Count, measured.Points),
        };
    }

    /// <summary>The share of a unit circle or sphere within each radius of the same, moved.</summary>
    /// <remarks>
    /// What holds for the one by the other holds the other way round: both have the same shape.
    /// </remarks>
    /// <param name="by">The move, of 2 or 3 coordinates.</param>
    /// <param name="points">The points that are looked at.</param>
    /// <param name="setting">Gives the seed, and stops it.</param>
    internal static double[] Shares(double[] by, int points, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var (counts, point) = (new long[Radii.Length], new double[by.Length]);
        var random = new Philox(setting.Seed, by.Length, Purpose.Item);
        for (var k = 0; k < points; k++)
        {
            OnSphere(point, k, points, random);
            var squared = 0.0;
            for (var i = 0; i < by.Length; i++)
            {
                squared += (point[i] + by[i]) * (point[i] + by[i]);
            }

            var distance = Math.Abs(Math.Sqrt(squared) - 1);
            for (var r = 0; r < Radii.Length && distance < Radii[r]; r++)
            {
                counts[r]++;
            }
        }

        return [.. counts.Select(c => c / (double)points)];
    }

    private static List<double[]> Moved(int dimension, int points, ClaimSetting setting)
    {
        var cases = setting.Full ? 100 : 20;
        var random = new Philox(setting.Seed, dimension, Purpose.Start);
        var found = new List<double[]>();
        while (found.Count < cases)
        {
            double[] by = [.. Enumerable.Range(0, dimension).Select(_ => Sd * Math.Sqrt(2) * random.UnitNormal())];
            if (Math.Sqrt(by.Sum(b => b * b)) < 2)
            {
                found.Add(Shares(by, points, setting));
            }
        }

        return found;
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

    // The median power of r by which the share falls between the two least.
    private static double Power(IReadOnlyList<IReadOnlyList<double>> shares) =>
        shares.Select(s => Math.Log(s[^2] / s[^1]) / Math.Log(Radii[^2] / Radii[^1])).Median();

    private static IReadOnlyList<(string Name, string Value)> Settings(int cases, int points) =>
    [
        ("manifolds", "two unit circles, two unit spheres"),
        ("moves", $"of both, normal in each coordinate with standard deviation {Sd.Text()}; "
            + "those after which they meet"),
        ("cases", cases.Text()),
        ("points", points.Text()),
    ];

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("r", Log: true),
        new("share", Log: true),
        [
            new Line("unmoved", Radii.Gaps(), Radii.Select(_ => measured.Unmoved).Gaps()) { Stroke = Stroke.Dash },
            Medians("circles", measured.Circles),
            Medians("spheres", measured.Spheres),
        ]);

    private static Line Medians(string name, IReadOnlyList<IReadOnlyList<double>> shares) =>
        new(name, Radii.Gaps(), Radii.Select((_, i) => shares.Select(s => s[i]).Median()).Gaps());

    /// <summary>What is measured.</summary>
    /// <param name="Points">The points that are looked at on each manifold.</param>
    /// <param name="Circles">
    /// Case by case, the share of a circle within each radius of the other, the largest radius first.
    /// </param>
    /// <param name="Spheres">The same of spheres.</param>
    /// <param name="Unmoved">The least share where nothing is moved.</param>
    public sealed record Measurements(
        int Points,
        IReadOnlyList<IReadOnlyList<double>> Circles,
        IReadOnlyList<IReadOnlyList<double>> Spheres,
        double Unmoved);
}
