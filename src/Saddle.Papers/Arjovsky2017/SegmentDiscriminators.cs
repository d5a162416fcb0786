using Saddle.Games;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// Fresh discriminators between a circle and a frozen random segment, several seeds each; claims that look at the same
/// ones share them.
/// </summary>
internal static class SegmentDiscriminators
{
    private const string Segment = """
        generator: {name: mlp, latent: 1, depth: 0, law: uniform}
        discriminator: {name: mlp, width: 128, depth: 2}
        rule: adam
        batch: 256
        """;

    /// <summary>What a claim says of the discriminators of <see cref="Disjoint"/> and <see cref="Crossing"/>.</summary>
    /// <param name="setting">How they are trained.</param>
    public static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("real", "uniform on a circle: of radius 3 around all of the segment, or of radius 1 across it"),
        ("generator", "a random segment, b + w z, with entries of b and w uniform in [-1, 1] and z too"),
        ("discriminator", "two hidden layers of 128"),
        ("iterations", Size(setting).Iterations.Text()),
        ("step of Adam", "0.001"),
        ("batch", "256"),
    ];

    /// <summary>Supports apart: a circle of radius 3, and a segment that nowhere comes nearer than 0.17.</summary>
    /// <param name="setting">How thoroughly, and with which seed.</param>
    public static DiscriminatorCourses Disjoint(ClaimSetting setting) =>
        Courses("arjovsky2017 disjoint", 3, (_, _) => true, setting);

    /// <summary>Supports that cross once: the unit circle, and those segments that have one end within it.</summary>
    /// <param name="setting">How thoroughly, and with which seed.</param>
    public static DiscriminatorCourses Crossing(ClaimSetting setting) =>
        Courses("arjovsky2017 crossing", 1, (one, other) => one < 1 != other < 1, setting);

    /// <summary>A fresh discriminator against a segment before its first update; the data are a circle.</summary>
    /// <param name="radius">The circle's radius.</param>
    /// <param name="seed">The run's number.</param>
    /// <param name="setting">Gives the seed.</param>
    /// <param name="dimension">2 for the plane, where most segments cross it; 3 for space, where none does.</param>
    public static Snapshot Start(int radius, int seed, ClaimSetting setting, int dimension = 2) => Networks.Start(
        $"data: {{name: circles, radii: \"{radius.Text()}\", sd: 0, coordinates: {dimension.Text()}}}\n{Segment}",
        setting,
        seed);

    private static (int Seeds, int Iterations) Size(ClaimSetting setting) => setting.Full ? (20, 10_000) : (5, 2000);

    private static DiscriminatorCourses Courses(
        string name,
        int radius,
        Func<double, double, bool> wanted,
        ClaimSetting setting)
    {
        var (seeds, iterations) = Size(setting);
        var chosen = Enumerable.Range(0, int.MaxValue)
            .Where(seed => IsWanted(radius, seed, wanted, setting))
            .Take(seeds)
            .ToList();
        return new(Networks.Each(name, seeds, setting, i =>
        {
            using var at = Start(radius, chosen[i], setting);
            return new OptimalDiscriminatorProbe(iterations).Course(at, setting.Cancellation);
        }));
    }

    // By the distances of the segment's ends from the circle's centre.
    private static bool IsWanted(int radius, int seed, Func<double, double, bool> wanted, ClaimSetting setting)
    {
        using var at = Start(radius, seed, setting);
        return at.Players[(int)Player.Generator].ToDoubles() is [var wx, var wy, var bx, var by]
            && wanted(PlanePoints.Norm(bx + wx, by + wy), PlanePoints.Norm(bx - wx, by - wy));
    }
}
