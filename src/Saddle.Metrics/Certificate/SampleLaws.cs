using Saddle.Scalars;

namespace Saddle.Metrics;

/// <summary>The laws that sanity checks draw from.</summary>
internal static class SampleLaws
{
    /// <summary>Independent normal numbers.</summary>
    public static SampleRows Gaussian(Philox random, int count, int width, double mean = 0, double spread = 1) =>
        Rows(count, width, () => mean + (spread * RandomNormals.Next(random)));

    /// <summary>Gaussians of one spread around centres, each as often as its weight says.</summary>
    public static SampleRows Mixture(
        Philox random, int count, double[][] centres, double spread, IReadOnlyList<double> weights)
    {
        var (width, all) = (centres[0].Length, weights.Sum());
        var values = new double[count * width];
        for (var row = 0; row < count; row++)
        {
            var (left, which) = (random.Uniform() * all, 0);
            while (which < weights.Count - 1 && (left -= weights[which]) >= 0)
            {
                which++;
            }

            for (var column = 0; column < width; column++)
            {
                values[(row * width) + column] = centres[which][column] + (spread * RandomNormals.Next(random));
            }
        }

        return new(values, width);
    }

    /// <summary>Uniform on the surface of a ball around 0.</summary>
    public static SampleRows Surface(Philox random, int count, int width, double radius)
    {
        var rows = Gaussian(random, count, width);
        for (var row = 0; row < count; row++)
        {
            var one = rows.Values.AsSpan(row * width, width);
            var length = 0.0;
            foreach (var value in one)
            {
                length += value * value;
            }

            foreach (ref var value in one)
            {
                value *= radius / Math.Sqrt(length);
            }
        }

        return rows;
    }

    /// <summary>Uniform in a ball around 0, in three dimensions.</summary>
    public static SampleRows Ball(Philox random, int count, double radius) =>
        new([.. Enumerable.Range(0, count).SelectMany(_ => InUnitBall(random, 3).Select(v => radius * v))], 3);

    /// <summary>
    /// A ring around the third axis in three dimensions: a disc of a radius of its own, uniform, at distance 1.
    /// </summary>
    public static SampleRows Torus(Philox random, int count, double radius) =>
        new(
            [
                .. Enumerable.Range(0, count).SelectMany(_ =>
                {
                    var (angle, disc) = (2 * Math.PI * random.Uniform(), InUnitBall(random, 2));
                    var distance = 1 + (radius * disc[0]);
                    return (double[])[distance * Math.Cos(angle), distance * Math.Sin(angle), radius * disc[1]];
                }),
            ],
            3);

    /// <summary>Uniform in a cube with sides of length 1.</summary>
    public static SampleRows Cube(Philox random, int count, int width, double start) =>
        Rows(count, width, () => start + random.Uniform());

    /// <summary>A normal number, and one of Pareto's law from 1 on.</summary>
    public static SampleRows WithPareto(Philox random, int count, double mean, double exponent) =>
        new(
            [
                .. Enumerable.Range(0, count).SelectMany(_ => (double[])
                    [mean + RandomNormals.Next(random), Math.Pow(1 - random.Uniform(), -1 / exponent)]),
            ],
            2);

    /// <summary>Normal numbers of which only so many rows are different: each is there about equally often.</summary>
    public static SampleRows Copies(Philox random, int count, int width, int different)
    {
        var rows = Gaussian(random, different, width).Values;
        return new([.. Enumerable.Range(0, count * width).Select(at => rows[at % rows.Length])], width);
    }

    private static SampleRows Rows(int count, int width, Func<double> next)
    {
        var values = new double[count * width];
        foreach (ref var value in values.AsSpan())
        {
            value = next();
        }

        return new(values, width);
    }

    private static double[] InUnitBall(Philox random, int width)
    {
        while (true)
        {
            double[] point = [.. Enumerable.Range(0, width).Select(_ => random.Uniform(-1, 1))];
            if (point.Sum(v => v * v) <= 1)
            {
                return point;
            }
        }
    }
}
