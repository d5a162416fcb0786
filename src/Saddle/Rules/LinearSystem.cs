using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Gaussian elimination with row pivoting, each lane choosing its own pivots. It is direct and not iterative so that it
/// can be differentiated: where the right-hand side is 0 and only its derivative is not, as in a spectrum at an
/// equilibrium, an iterative method would stop at once.
/// </summary>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="size">The number of unknowns.</param>
internal sealed class LinearSystem<T>(int size)
    where T : IScalar<T>
{
    private readonly T[] _matrix = new T[size * size];

    /// <summary>An entry of the matrix.</summary>
    public ref T this[int row, int column] => ref _matrix[(row * size) + column];

    /// <summary>Replaces the right-hand side by the solution; the matrix is used up.</summary>
    /// <param name="x">The right-hand side.</param>
    public void Solve(Span<T> x)
    {
        for (var k = 0; k < size; k++)
        {
            BringUpLargest(k, x);
            for (var i = k + 1; i < size; i++)
            {
                var factor = this[i, k] / this[k, k];
                for (var j = k + 1; j < size; j++)
                {
                    this[i, j] -= factor * this[k, j];
                }

                x[i] -= factor * x[k];
            }
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < size; j++)
            {
                x[i] -= this[i, j] * x[j];
            }

            x[i] /= this[i, i];
        }
    }

    private void BringUpLargest(int k, Span<T> x)
    {
        for (var i = k + 1; i < size; i++)
        {
            var larger = T.Abs(this[i, k]) > T.Abs(this[k, k]);
            for (var j = k; j < size; j++)
            {
                var (upper, lower) = (this[k, j], this[i, j]);
                this[k, j] = T.Select(larger, lower, upper);
                this[i, j] = T.Select(larger, upper, lower);
            }

            (x[k], x[i]) = (T.Select(larger, x[i], x[k]), T.Select(larger, x[k], x[i]));
        }
    }
}
