using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics.Tests;

/// <summary>Samples for tests.</summary>
internal static class Sides
{
    /// <summary>Normal numbers, the same each time.</summary>
    public static Tensor Normals(long n, long d, ulong seed, double scale = 1, double mean = 0)
    {
        var values = new double[n * d];
        var random = new Philox(seed, 0, Purpose.Item);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = mean + (scale * Normal.Quantile(random.Uniform() + 1e-17));
        }

        return Tensor.From<double>(values, [n, d]);
    }

    public static Side From(Tensor features, string name = "side") => Side.From(name, features);

    public static MetricResult Measure(this Metric metric, Tensor reference, Tensor generated, int ddof = 1) =>
        metric.Measure(From(reference, "reference"), From(generated, "generated"), new MeasuringSettings(Ddof: ddof));
}
