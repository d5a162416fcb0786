using Saddle.Data;

namespace Saddle.Metrics;

/// <summary>
/// A mixture of Gaussians of equal shape in every direction, on the line or in the plane: a density to integrate.
/// </summary>
/// <param name="Centres">The means.</param>
/// <param name="Weights">Their weights; they add to 1.</param>
/// <param name="Deviation">The standard deviation in every direction.</param>
public sealed record Density(IReadOnlyList<double[]> Centres, IReadOnlyList<double> Weights, double Deviation)
{
    private const double Reach = 9; // beyond so many deviations a Gaussian is below 1e-17 of its top

    /// <summary>The number of dimensions.</summary>
    public int Width => Centres[0].Length;

    /// <summary>The density of a known mixture.</summary>
    /// <param name="modes">The mixture.</param>
    public static Density From(IModes modes)
    {
        ArgumentNullException.ThrowIfNull(modes);
        return new(modes.Centres, modes.Weights, modes.StandardDeviation);
    }

    /// <summary>A Gaussian at each point of a sample, of Scott's width.</summary>
    /// <param name="points">The points.</param>
    /// <remarks>
    /// Scott 1992, "Multivariate Density Estimation", equation 6.42: n^(-1/(d+4)) of the deviation, here the mean over
    /// coordinates.
    /// </remarks>
    public static Density Estimate(IReadOnlyList<double[]> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var width = points[0].Length;
        var variance = Enumerable.Range(0, width)
            .Average(i => Math.Pow(Spread.Of([.. points.Select(p => p[i])], 1).Deviation, 2));
        return new(
            points,
            [.. Enumerable.Repeat(1.0 / points.Count, points.Count)],
            Math.Sqrt(variance) * Math.Pow(points.Count, -1.0 / (width + 4)));
    }

    /// <summary>The density's values on a grid.</summary>
    /// <param name="grid">The grid.</param>
    /// <returns>Values, the last coordinate's side by side.</returns>
    public double[] On(DensityGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var values = new double[(int)Math.Pow(grid.Points, Width)];
        for (var k = 0; k < Centres.Count; k++)
        {
            var bells = Enumerable.Range(0, Width).Select(i => Bell(grid, i, Centres[k][i])).ToArray();
            if (Width == 1)
            {
                AddTo(values, bells[0], Weights[k]);
                continue;
            }

            for (var y = 0; y < grid.Points; y++)
            {
                if (bells[0][y] > 0)
                {
                    AddTo(values.AsSpan(y * grid.Points, grid.Points), bells[1], Weights[k] * bells[0][y]);
                }
            }
        }

        return values;
    }

    /// <summary>The least grid that both densities vanish beyond.</summary>
    /// <param name="a">A density.</param>
    /// <param name="b">Another of the same dimensions.</param>
    /// <param name="points">The points along each coordinate.</param>
    public static DensityGrid Around(Density a, Density b, int points)
    {
        var low = Enumerable.Range(0, a.Width).Select(i => Math.Min(a.End(i, -1), b.End(i, -1))).ToArray();
        var high = Enumerable.Range(0, a.Width).Select(i => Math.Max(a.End(i, 1), b.End(i, 1))).ToArray();
        return new(low, high, points);
    }

    private static void AddTo(Span<double> values, double[] bell, double weight)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += weight * bell[i];
        }
    }

    private double End(int coordinate, int sign) =>
        sign * Centres.Max(c => sign * c[coordinate]) + (sign * Reach * Deviation);

    private double[] Bell(DensityGrid grid, int coordinate, double centre)
    {
        var values = new double[grid.Points];
        var height = 1 / (Deviation * Math.Sqrt(2 * Math.PI));
        for (var i = 0; i < values.Length; i++)
        {
            var z = (grid.At(coordinate, i) - centre) / Deviation;
            values[i] = height * Math.Exp(-0.5 * z * z);
        }

        return values;
    }
}
