namespace Saddle.Games.Kernels;

/// <summary>
/// The linear space that some points span, with an orthonormal basis. Where a kernel knows its arguments only by their
/// inner products (Gaussian, Laplacian, rational quadratic, ReLU networks), the gradient that moves a generated point
/// lies in the space spanned by all points, so that a run of a few points in many dimensions can be made in the few:
/// exactly.
/// </summary>
public sealed class SpannedSpace
{
    private readonly List<double[]> _basis = [];

    /// <summary>Spans.</summary>
    /// <param name="points">The points, all of one length.</param>
    public SpannedSpace(IEnumerable<double[]> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        foreach (var point in points)
        {
            // Modified Gram-Schmidt, twice: once leaves what rounding did.
            var rest = (double[])point.Clone();
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var axis in _basis)
                {
                    var along = Dot(rest, axis);
                    for (var i = 0; i < rest.Length; i++)
                    {
                        rest[i] -= along * axis[i];
                    }
                }
            }

            var left = Math.Sqrt(Dot(rest, rest));
            if (left > 1e-10 * Math.Sqrt(Dot(point, point)))
            {
                _basis.Add(Array.ConvertAll(rest, r => r / left));
            }
        }
    }

    /// <summary>The dimension of the space.</summary>
    public int Dimension => _basis.Count;

    /// <summary>The coordinates of a point of the space.</summary>
    /// <param name="point">The point.</param>
    public double[] Coordinates(double[] point) => [.. _basis.Select(axis => Dot(point, axis))];

    /// <summary>The point of some coordinates.</summary>
    /// <param name="coordinates">The coordinates.</param>
    public double[] Point(double[] coordinates)
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        var point = new double[_basis.Count == 0 ? 0 : _basis[0].Length];
        for (var k = 0; k < _basis.Count; k++)
        {
            for (var i = 0; i < point.Length; i++)
            {
                point[i] += coordinates[k] * _basis[k][i];
            }
        }

        return point;
    }

    private static double Dot(double[] x, double[] z)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * z[i];
        }

        return sum;
    }
}
