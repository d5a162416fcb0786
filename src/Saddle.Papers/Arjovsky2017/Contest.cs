using Saddle.Figures;
using Saddle.Games;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>Fresh discriminators against frozen generators, several seeds each; claims that look at the same ones share them.</summary>
internal static class Contest
{
    private const string Plane = "generator: {name: mlp, latent: 1, depth: 0, law: uniform}\ndiscriminator: {name: mlp, width: 128, depth: 2}\nrule: adam\nbatch: 256";

    /// <summary>What a claim says of the discriminators of <see cref="Disjoint"/> and <see cref="Crossing"/>.</summary>
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
    public static IReadOnlyList<IReadOnlyList<FreshDiscriminator>> Disjoint(ClaimSetting setting) => Courses("arjovsky2017 disjoint", 3, (_, _) => true, setting);

    /// <summary>Supports that cross once: the unit circle, and those segments that have one end within it.</summary>
    public static IReadOnlyList<IReadOnlyList<FreshDiscriminator>> Crossing(ClaimSetting setting) => Courses("arjovsky2017 crossing", 1, (one, other) => one < 1 != other < 1, setting);

    /// <summary>The median over courses, look by look.</summary>
    public static Line Median(string name, IReadOnlyList<IReadOnlyList<FreshDiscriminator>> courses, Func<FreshDiscriminator, double> value) => new(
        name,
        courses[0].Select(p => Math.Max(1.0, p.Iteration)).Gaps(),
        Enumerable.Range(0, courses[0].Count).Select(i => courses.Select(c => value(c[i])).Median()).Gaps());

    /// <summary>The horizontal axis of all such figures.</summary>
    public static Axis Iterations { get; } = new("iterations of the discriminator", Log: true);

    private static (int Seeds, int Iterations) Size(ClaimSetting setting) => setting.Full ? (20, 10_000) : (5, 2000);

    private static IReadOnlyList<IReadOnlyList<FreshDiscriminator>> Courses(string name, int radius, Func<double, double, bool> wanted, ClaimSetting setting)
    {
        var (seeds, iterations) = Size(setting);
        bool IsWanted(int seed)
        {
            using var at = Start(radius, seed, setting);
            return at.Players[(int)Player.Generator].ToDoubles() is [var wx, var wy, var bx, var by] && wanted(Distance(bx + wx, by + wy), Distance(bx - wx, by - wy));
        }

        var chosen = Enumerable.Range(0, int.MaxValue).Where(IsWanted).Take(seeds).ToList();
        return Networks.Each(name, seeds, setting, i =>
        {
            using var at = Start(radius, chosen[i], setting);
            return new OptimalDiscriminatorProbe(iterations).Course(at, setting.Cancellation);
        });
    }

    private static Snapshot Start(int radius, int seed, ClaimSetting setting) =>
        Networks.Start($"data: {{name: circles, radii: \"{radius.Text()}\", sd: 0}}\n{Plane}", setting, seed);

    private static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
