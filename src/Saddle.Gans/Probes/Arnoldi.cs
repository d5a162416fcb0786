using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>The leading eigenvalues of a linear map that is known only by its products.</summary>
/// <remarks>
/// Arnoldi 1951; Saad 2011, "Numerical methods for large eigenvalue problems", section 6.2: the residual is exact, not
/// a bound.
/// </remarks>
public static class Arnoldi
{
    private const int CheckEvery = 10;
    private const double Rounding = 1e-13;

    /// <summary>Eigenvalues of largest modulus, largest first.</summary>
    /// <param name="product">The map: a vector, [n], to a vector.</param>
    /// <param name="start">Where the Krylov space starts, [n], float64; not 0.</param>
    /// <param name="count">How many eigenvalues are wanted.</param>
    /// <param name="dimension">The most products to form, at least <paramref name="count"/>.</param>
    /// <param name="tolerance">The relative residual at which all wanted ones are good enough.</param>
    /// <returns>As many as wanted, or all there are in the space that the start spans.</returns>
    public static IReadOnlyList<RitzValue> Leading(
        Func<Tensor, Tensor> product, Tensor start, int count, int dimension, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(product);
        using var scope = new TensorScope();
        var limit = (int)Math.Min(dimension, start.Count);
        var basis = new List<Tensor> { start / start.Norm() };
        var h = new double[limit + 1, limit];
        IReadOnlyList<RitzValue> found = [];
        for (var j = 0; j < limit; j++)
        {
            var next = product(basis[j]);
            var length = next.Norm();
            next = Orthogonal(basis, next, h, j);
            h[j + 1, j] = next.Norm();
            var closed = h[j + 1, j] <= 1e-14 * length;
            if (closed || (j + 1) % CheckEvery == 0 || j + 1 == limit)
            {
                found = Ritz(h, j + 1, closed || j + 1 == start.Count ? 0 : h[j + 1, j]);
                if (closed || found.Take(count).All(r => r.Residual <= tolerance * r.Value.Magnitude))
                {
                    break;
                }
            }

            basis.Add(next / h[j + 1, j]);
            scope.Sweep([.. basis]);
        }

        return [.. found.Take(count)];
    }

    // Twice, or rounding would let the basis lose its right angles.
    private static Tensor Orthogonal(List<Tensor> basis, Tensor vector, double[,] h, int column)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < basis.Count; i++)
            {
                var part = Tensor.Sum(basis[i] * vector).Item();
                h[i, column] += part;
                vector -= part * basis[i];
            }
        }

        return vector;
    }

    // The matrix is real: an imaginary part that rounding could have made is none.
    private static Complex Real(Complex value, double largest) =>
        Math.Abs(value.Imaginary) <= Rounding * largest ? value.Real : value;

    private static List<RitzValue> Ritz(double[,] h, int size, double rest)
    {
        var matrix = Matrix<Complex>.Build.Dense(size, size, (i, j) => h[i, j]);
        var evd = matrix.Evd(Symmetricity.Asymmetric);
        var largest = evd.EigenValues.Max(value => value.Magnitude);
        return [.. Enumerable.Range(0, size)
            .Select(
                i =>
                    new RitzValue(
                        Real(evd.EigenValues[i], largest),
                        rest * evd.EigenVectors[size - 1, i].Magnitude / evd.EigenVectors.Column(i).L2Norm()))
            .OrderByDescending(r => r.Value.Magnitude).ThenByDescending(r => r.Value.Imaginary)];
    }
}
