using System.Runtime.InteropServices;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// One update near a state: what it makes of small displacements of (state, memory), exactly, as many of them at once
/// as there are lanes.
/// </summary>
internal sealed class Tangent
{
    private readonly Update<Dual<Lanes>> _update;
    private readonly int _split;
    private readonly double[] _point;
    private readonly Dual<Lanes>[] _dual;

    /// <summary>Looks at the first update from a state.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule, whose learning rates are those of the first update.</param>
    /// <param name="at">The state.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public Tangent(Game game, Rule rule, double[] at)
    {
        _update = rule.Bind(game.Bind<Dual<Lanes>>());
        _split = at.Length;
        _point = [.. at, .. Memory(game, rule, at, _update.MemorySize)];
        _dual = new Dual<Lanes>[_point.Length];
    }

    /// <summary>The number of coordinates of state and memory.</summary>
    public int Size => _point.Length;

    /// <summary>How far the update moves a coordinate at most: 0 at a fixed point.</summary>
    public double Moved { get; private set; }

    /// <summary>Carries displacements through the update: the Jacobian's product with each.</summary>
    /// <param name="displacements">A row a coordinate, a lane a displacement.</param>
    /// <param name="images">What becomes of them, in the same order.</param>
    public void Carry(ReadOnlySpan<Lanes> displacements, Span<Lanes> images)
    {
        for (var i = 0; i < _dual.Length; i++)
        {
            _dual[i] = new(_point[i], displacements[i]);
        }

        _update.Step(_dual.AsSpan(0, _split), _dual.AsSpan(_split), default);
        Moved = 0;
        for (var i = 0; i < _dual.Length; i++)
        {
            images[i] = _dual[i].Slope;
            Moved = Math.Max(Moved, Math.Abs(Lanes.Lane(_dual[i].Value, 0) - _point[i]));
        }
    }

    /// <summary>The Jacobian of (state, memory) to (state, memory), row by row.</summary>
    public double[,] Jacobian()
    {
        var jacobian = new double[Size, Size];
        var (axes, images) = (new Lanes[Size], new Lanes[Size]);
        Span<double> axis = stackalloc double[Lanes.Width];
        for (var first = 0; first < Size; first += Lanes.Width)
        {
            var columns = Math.Min(Lanes.Width, Size - first);
            for (var k = 0; k < columns; k++)
            {
                axis.Clear();
                axis[k] = 1;
                axes[first + k] = Lanes.Pack(axis);
            }

            Carry(axes, images);
            for (var i = 0; i < Size; i++)
            {
                MemoryMarshal.Cast<Lanes, double>(images.AsSpan(i, 1))[..columns]
                    .CopyTo(MemoryMarshal.CreateSpan(ref jacobian[i, first], columns));
            }

            axes.AsSpan(first, columns).Clear();
        }

        return jacobian;
    }

    private static double[] Memory(Game game, Rule rule, double[] at, int size)
    {
        if (size == 0)
        {
            return [];
        }

        var memory = new Real[size];
        rule.Bind(game.Bind<Real>()).Begin(at.ToScalars<Real>(), memory, default);
        return ((ReadOnlySpan<Real>)memory).ToDoubles();
    }
}
