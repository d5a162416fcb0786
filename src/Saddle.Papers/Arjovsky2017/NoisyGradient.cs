using MathNet.Numerics;
using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// The log(1 - D) gradient against the optimal discriminator of noised samples, where the generator's own samples have
/// no noise.
/// </summary>
[Entry(
    "arjovsky2017/noisy-gradient",
    "Against the optimal discriminator of noised laws the log(1 - D) gradient draws g(z) to real points and pushes it "
        + "from generated ones, by the noise's density at their distance.",
    @"E_z\Big[a(z) \int P_\epsilon(g - y) \nabla_\theta |g - y|^2 dP_r(y)"
        + @" - b(z) \int P_\epsilon(g - y) \nabla_\theta |g - y|^2 dP_g(y)\Big],"
        + @"\quad a = \frac{1}{2\sigma^2 (P_{r+\epsilon} + P_{g+\epsilon})},"
        + @"\ b = a \frac{P_{r+\epsilon}}{P_{g+\epsilon}}",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 3.2")]
public sealed record NoisyGradient : Claim<NoisyGradient.Measurements>
{
    // Against noise of 0.2 and a support at ten times that a central difference is then off by 1.5e-8.
    private const double Step = 1e-5;

    /// <inheritdoc/>
    public override int Place => 15;

    /// <inheritdoc/>
    public override Published Published => new("an identity", "theorem 3.2", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "in one and in two dimensions, in every setting and for every parameter, the formula agrees to 1e-6 of the "
        + "setting's largest component with the central difference of E log(1 - D*) at a frozen D*; and b > a exactly "
        + "where the noised real density is the larger";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var settings = NoisedSegments.Settings(setting.Full);
        return new(
            [
                .. settings.Select(s => new BothSides(
                    s.Laws.Dimension,
                    s.Laws.Sd,
                    Formula(s.Laws, s.Generator),
                    Difference(s.Laws, s.Generator))),
            ],
            settings.All(s => AreWeightsOrdered(s.Laws, s.Generator)));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var (cells, ordered) = measured;
        var gap = cells.Max(c => c.Gap);
        return new(
            gap <= BothSides.Tolerance && ordered ? Outcome.Holds : Outcome.Contradicted,
            gap,
            "largest difference of the two sides, by the setting's largest component",
            $"In {cells.Count.Text()} settings in one and two dimensions both sides differ by at most "
            + $"{gap.Text("G2")}; b exceeds a {(ordered ? "exactly" : "not exactly")} where the noised real density is "
            + "the larger.",
            new(
                "The gradient by both sides of the theorem",
                BothSides.Panels(cells, "the theorem's formula", "central difference at a frozen D*"),
                Columns: 2))
        {
            Settings = Settings(cells.Count),
        };
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(int count) =>
    [
        ("real", "uniform on a segment of half-length 1"),
        ("generator", "b + w z, z uniform in [-1, 1]"),
        ("settings", count.Text()),
        ("quadrature", "Gauss and Legendre, 48 nodes"),
        ("step of the difference", Step.Text()),
    ];

    /// <summary>The theorem's formula, parameter by parameter.</summary>
    internal static double[] Formula(NoisedSegments laws, double[] generator)
    {
        var sum = new double[generator.Length];
        foreach (var (z, weight) in NoisedSegments.Latents)
        {
            var g = laws.Generate(generator, z);
            var (a, b) = Weights(laws, generator, g);
            foreach (var (t, part) in NoisedSegments.Latents)
            {
                AddPull(sum, laws, g, z, laws.Real(t), weight * part * a);
                AddPull(sum, laws, g, z, laws.Generate(generator, t), -weight * part * b);
            }
        }

        return sum;
    }

    // The gradient of |g - y|^2 by the generator's parameters, times the noise's density there and a factor.
    private static void AddPull(double[] sum, NoisedSegments laws, double[] g, double z, double[] y, double factor)
    {
        for (var p = 0; p < sum.Length; p++)
        {
            for (var i = 0; i < g.Length; i++)
            {
                sum[p] += factor * laws.Noise(g, y) * 2 * (g[i] - y[i]) * laws.Slope(i, p, z);
            }
        }
    }

    private static (double A, double B) Weights(NoisedSegments laws, double[] generator, double[] g)
    {
        var (real, generated) = (laws.RealDensity(g), laws.GeneratedDensity(generator, g));
        var a = 1 / (2 * laws.Sd * laws.Sd * (real + generated));
        return (a, a * real / generated);
    }

    private static bool AreWeightsOrdered(NoisedSegments laws, double[] generator) => NoisedSegments.Latents.All(l =>
    {
        var g = laws.Generate(generator, l.Z);
        var (a, b) = Weights(laws, generator, g);
        return a > 0 && b > 0 && (b > a) == (laws.RealDensity(g) > laws.GeneratedDensity(generator, g));
    });

    // E log(1 - D*) with the generator moved, D* frozen.
    private static double[] Difference(NoisedSegments laws, double[] generator)
    {
        double Loss(int parameter, double by)
        {
            var moved = generator.ToArray();
            moved[parameter] += by;
            return NoisedSegments.Latents.Sum(l =>
            {
                var x = laws.Generate(moved, l.Z);
                return -l.Weight
                    * SpecialFunctions.Log1p(laws.RealDensity(x) / laws.GeneratedDensity(generator, x));
            });
        }

        return [.. generator.Select((_, p) => (Loss(p, Step) - Loss(p, -Step)) / (2 * Step))];
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Both sides in every setting.</param>
    /// <param name="Ordered">Whether b exceeds a exactly where the noised real density is the larger.</param>
    public sealed record Measurements(IReadOnlyList<BothSides> Cells, bool Ordered);
}
