using System.Runtime.InteropServices;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// What a rule makes of small displacements where the field is linear, F(x) = J x: one update's matrix, formed by the
/// rule itself.
/// </summary>
public static class LinearUpdate
{
    /// <summary>The matrix of one update, of state and memory to state and memory.</summary>
    /// <param name="jacobian">J, square; the generator's coordinates come first.</param>
    /// <param name="split">The number of the generator's coordinates, from 1 to less than all.</param>
    /// <param name="rule">
    /// The rule, with the learning rates of its first update; linear itself, as all are but those that divide by what
    /// they have seen (Adam and its kin).
    /// </param>
    /// <returns>Row by row: the state's coordinates, then the memory's.</returns>
    /// <exception cref="NotSupportedException">
    /// The rule asks for more than the field: a best response, or one player's loss by the other's coordinates.
    /// </exception>
    /// <example><code>
    /// // bilinear: F = (y, -x); simultaneous steps of 0.1 turn, and grow by the root of 1.01
    /// var update = LinearUpdate.Matrix(new double[,] { { 0, 1 }, { -1, 0 } }, 1, new Simultaneous());
    /// // { { 1, -0.1 }, { 0.1, 1 } }
    /// </code></example>
    public static double[,] Matrix(double[,] jacobian, int split, Rule rule)
    {
        ArgumentNullException.ThrowIfNull(jacobian);
        ArgumentNullException.ThrowIfNull(rule);
        var update = rule.Bind(new LinearGame<Lanes>(jacobian, split));
        var length = jacobian.GetLength(0);
        var size = length + update.MemorySize;
        var matrix = new double[size, size];
        var images = new Lanes[size];
        Span<double> axis = stackalloc double[Lanes.Width];
        for (var first = 0; first < size; first += Lanes.Width)
        {
            // as many columns at once as there are lanes: what becomes of the unit vectors
            var columns = Math.Min(Lanes.Width, size - first);
            Array.Clear(images);
            for (var k = 0; k < columns; k++)
            {
                axis.Clear();
                axis[k] = 1;
                images[first + k] = Lanes.Pack(axis);
            }

            update.Step(images.AsSpan(0, length), images.AsSpan(length), default);
            for (var i = 0; i < size; i++)
            {
                MemoryMarshal.Cast<Lanes, double>(images.AsSpan(i, 1))[..columns]
                    .CopyTo(MemoryMarshal.CreateSpan(ref matrix[i, first], columns));
            }
        }

        return matrix;
    }
}
