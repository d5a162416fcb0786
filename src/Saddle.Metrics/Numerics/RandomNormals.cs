using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Normal numbers as tensors: pure functions of seed and number.</summary>
internal static class RandomNormals
{
    /// <summary>Numbers of mean 0.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Which tensor of that seed.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="shape">The lengths of the tensor's dimensions.</param>
    /// <returns>Singles.</returns>
    public static Tensor Draw(ulong seed, long number, double deviation, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, length) => product * length)];
        var random = new Philox(seed, number, Purpose.Settings);
        foreach (ref var value in values.AsSpan())
        {
            value = (float)(deviation * Next(random));
        }

        return Tensor.From<float>(values, shape);
    }

    /// <summary>
    /// A normal number; the uniform one that it is made of lies in the middle of its cell, so that it is never 0.
    /// </summary>
    /// <param name="random">Draws.</param>
    public static double Next(Philox random) => Normal.Quantile(random.Uniform() + (0.5 / 9007199254740992.0));

    /// <summary>Weights by He's law, for layers of rectified units.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Which tensor of that seed.</param>
    /// <param name="shape">Outputs, inputs, and a kernel's sides.</param>
    public static Tensor Weight(ulong seed, long number, params long[] shape) =>
        Draw(seed, number, Math.Sqrt(2.0 / shape.Skip(1).Aggregate(1L, (product, length) => product * length)), shape);
}
