using Saddle.Torch;

namespace Saddle.Metrics.Tests;

/// <summary>Weights and pictures that need no file, as tests/data/inception.py says.</summary>
internal static class ByFormula
{
    /// <summary>A number from -1 to 1.</summary>
    /// <param name="i">Its place in its tensor.</param>
    /// <param name="tensor">The tensor's number.</param>
    public static double Uniform(long i, int tensor)
    {
        var k = i + (7919L * tensor);
        var product = k * k % 2147483647 * 0.6180339887498949;
        return (2 * (product - Math.Floor(product))) - 1;
    }

    /// <summary>A picture, [1, 3, side, side].</summary>
    /// <param name="number">Its number.</param>
    /// <param name="side">Its rows and columns.</param>
    /// <param name="range">From a pixel, 0 to 255, to what the network takes.</param>
    public static Tensor Picture(int number, int side, Func<double, double> range)
    {
        var values = new float[3 * side * side];
        var plane = values.Length / 3;
        for (var i = 0; i < values.Length; i++)
        {
            var product = (i + 1.0) * (number + 1) * 0.7548776662466927;
            values[(i % 3 * plane) + (i / 3)] = (float)range(Math.Floor(256 * (product - Math.Floor(product))));
        }

        return Tensor.From<float>(values, [1, 3, side, side]);
    }
}
