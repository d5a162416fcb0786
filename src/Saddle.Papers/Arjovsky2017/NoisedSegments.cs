using MathNet.Numerics.Integration;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// Real samples uniform on a segment of the line or the plane, generated ones g(z) = b + w z with z uniform in [-1, 1],
/// and normal noise on what the discriminator sees: densities of the noised laws, by quadrature. A generator is its
/// parameters b and w, one after the other.
/// </summary>
/// <param name="centre">The middle of the real segment, one number a dimension.</param>
/// <param name="half">From there to an end.</param>
/// <param name="sd">The noise's standard deviation in each coordinate.</param>
internal sealed class NoisedSegments(double[] centre, double[] half, double sd)
{
    private const int Order = 48;

    /// <summary>Quadrature by z: places in [-1, 1], and weights that add up to 1.</summary>
    public static IReadOnlyList<(double Z, double Weight)> Latents { get; } =
        Weigh(new GaussLegendreRule(-1, 1, Order));

    /// <summary>The number of dimensions.</summary>
    public int Dimension => centre.Length;

    /// <summary>The noise's standard deviation.</summary>
    public double Sd => sd;

    /// <summary>The settings that claims look at, in one and in two dimensions.</summary>
    /// <param name="full">More of them.</param>
    public static IReadOnlyList<(NoisedSegments Laws, double[] Generator)> Settings(bool full)
    {
        double[] sds = full ? [0.2, 0.3, 0.45, 0.7, 1, 1.5] : [0.3, 0.6, 1];
        (double[] Centre, double[] Half, double[][] Generators)[] supports =
        [
            ([0], [1], [[0.4, 0.8], [-1.5, 0.5], [2.5, 1]]),
            ([0, 0], [1, 0], [[0, 0.5, 1, 0], [0.3, -0.2, 0.4, 0.9], [2, 1, 0.3, -0.6]]), // parallel, crossing, apart
        ];
        return
        [
            .. from s in supports
               from sd in sds
               from g in s.Generators
               select (new NoisedSegments(s.Centre, s.Half, sd), g),
        ];
    }

    /// <summary>A generated point without noise.</summary>
    public double[] Generate(double[] generator, double z) =>
        [.. Enumerable.Range(0, Dimension).Select(i => generator[i] + (generator[Dimension + i] * z))];

    /// <summary>A real point without noise, at a place in [-1, 1] of its segment.</summary>
    public double[] Real(double t) =>
        [.. Enumerable.Range(0, Dimension).Select(i => centre[i] + (half[i] * t))];

    /// <summary>The derivative of g(z)[i] by a parameter: 0, 1 or z.</summary>
    public double Slope(int i, int parameter, double z) =>
        parameter == i ? 1 : parameter == Dimension + i ? z : 0;

    /// <summary>The noise's density.</summary>
    public double Noise(double[] from, double[] to)
    {
        var squared = 0.0;
        for (var i = 0; i < from.Length; i++)
        {
            squared += (from[i] - to[i]) * (from[i] - to[i]);
        }

        return Math.Exp(-squared / (2 * sd * sd)) / Math.Pow(sd * Math.Sqrt(2 * Math.PI), Dimension);
    }

    /// <summary>The density of real samples with noise.</summary>
    public double RealDensity(ReadOnlySpan<double> x) => Mixture(x, centre, half);

    /// <summary>The density of generated samples with noise.</summary>
    public double GeneratedDensity(double[] generator, ReadOnlySpan<double> x) =>
        Mixture(x, generator.AsSpan(0, Dimension), generator.AsSpan(Dimension));

    // The hot loop of all that is measured here.
    private double Mixture(ReadOnlySpan<double> x, ReadOnlySpan<double> from, ReadOnlySpan<double> along)
    {
        var sum = 0.0;
        foreach (var (z, weight) in Latents)
        {
            var squared = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var difference = x[i] - from[i] - (along[i] * z);
                squared += difference * difference;
            }

            sum += weight * Math.Exp(-squared / (2 * sd * sd));
        }

        return sum / Math.Pow(sd * Math.Sqrt(2 * Math.PI), x.Length);
    }

    private static (double Z, double Weight)[] Weigh(GaussLegendreRule rule) =>
        [.. rule.Abscissas.Zip(rule.Weights, (z, w) => (z, w / 2))];
}
