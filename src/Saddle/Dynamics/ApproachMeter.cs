using System.Globalization;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// Measures on one trajectory, as it runs and in memory that does not grow, how it approaches or leaves the
/// equilibrium: the rate, and whether monotonically, in a spiral or flipping from side to side. It knows nothing of any
/// prediction.
/// </summary>
/// <remarks>
/// <para>
/// The rate is minus the slope of the logarithm of the state's Euclidean distance from the equilibrium against the
/// number of updates, over the last half of the updates that are of use: what lies before is transient. A slope is the
/// average of the increments with the weights <c>(s (1 - s))^3</c>, s from 0 to 1 over the window, which a spiral's
/// swings hardly change.
/// </para>
/// <para>
/// Of no use is what lies within a factor 1000 of the least distance, where rounding may rule, or for a run that
/// leaves, of the largest one, where the nonlinear terms do; both only where the run spans more than a factor of a
/// million. A rate is given where the slopes over the three thirds of the window differ by at most half a percent of
/// it, and else the reason.
/// </para>
/// </remarks>
public sealed class ApproachMeter
{
    private const int Capacity = 4096;
    private const int LeastWindow = 24;
    private const double Steadiness = 0.005;
    private const double LeastChange = 0.01;
    private static readonly double Wide = Math.Log(1e6);
    private static readonly double LeftOut = Math.Log(1e3);

    private readonly double[] _equilibrium;
    private readonly double[] _initial;

    // Bin by bin of as many updates as the stride: the mean logarithm of the distance, and how many updates changed
    // sides.
    private readonly double[] _logarithms = new double[Capacity];
    private readonly double[] _changes = new double[Capacity];
    private long _stride = 1;
    private int _bins;
    private long _inBin;
    private double _logarithm;
    private double _change;
    private double _side = 1;
    private string? _ended;

    /// <summary>Starts to measure.</summary>
    /// <param name="equilibrium">The equilibrium, one number a coordinate.</param>
    /// <param name="start">The start, likewise.</param>
    public ApproachMeter(ReadOnlySpan<double> equilibrium, ReadOnlySpan<double> start)
    {
        _equilibrium = equilibrium.ToArray();
        _initial = [.. start.ToArray().Zip(_equilibrium, (z, e) => z - e)];
    }

    /// <summary>Takes note of the state after an update.</summary>
    /// <param name="state">The state.</param>
    public void Observe(ReadOnlySpan<Real> state)
    {
        if (_ended is not null)
        {
            return;
        }

        // Sides are those of the displacement's component along the first displacement: a direction as good as any.
        var (square, along) = (0.0, 0.0);
        for (var i = 0; i < _initial.Length; i++)
        {
            var displacement = state[i].Value - _equilibrium[i];
            square += displacement * displacement;
            along += displacement * _initial[i];
        }

        if (square is not (> 1e-290 and < 1e290))
        {
            _ended = square <= 1e-290
                ? "the run reached the equilibrium too soon"
                : "the run left for infinity too soon";
            return;
        }

        var side = along > 0 ? 1 : along < 0 ? -1 : _side;
        Add(Math.Log(square) / 2, side == _side ? 0 : 1);
        _side = side;
    }

    /// <summary>What the updates observed so far show.</summary>
    public MeasuredApproach Read()
    {
        var end = Useful();
        var from = end / 2;
        if (end < 2 * LeastWindow)
        {
            var needed = (2 * LeastWindow).ToString(CultureInfo.InvariantCulture);
            return new(null, null, _ended ?? $"too few updates: a rate needs {needed} that are clear of rounding");
        }

        var approach = Sides(from, end);
        var third = (end - from) / 3;
        double[] slopes = [Slope(from, from + third), Slope(from + third, end - third), Slope(end - third, end)];
        var slope = Slope(from, end);
        var why = Math.Abs(slope) * _stride * (end - from) < LeastChange
            ? "the distance from the equilibrium changes by less than 1 % over the last half of the run"
            : slopes.Max() - slopes.Min() > Steadiness * Math.Abs(slope)
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"the distance from the equilibrium does not change exponentially: "
                        + $"its logarithm by {slopes[0]:G4}, {slopes[1]:G4} and {slopes[2]:G4} an update in turn")
            : null;
        return new(why is null ? -slope : null, approach, why);
    }

    private void Add(double logarithm, double change)
    {
        (_logarithm, _change) = (_logarithm + logarithm, _change + change);
        if (++_inBin < _stride)
        {
            return;
        }

        (_logarithms[_bins], _changes[_bins]) = (_logarithm / _stride, _change);
        (_logarithm, _change, _inBin) = (0, 0, 0);
        if (++_bins == Capacity)
        {
            Halve();
        }
    }

    private void Halve()
    {
        for (var i = 0; i < Capacity / 2; i++)
        {
            _logarithms[i] = (_logarithms[2 * i] + _logarithms[(2 * i) + 1]) / 2;
            _changes[i] = _changes[2 * i] + _changes[(2 * i) + 1];
        }

        (_bins, _stride) = (Capacity / 2, 2 * _stride);
    }

    /// <summary>How many of the bins, from the first on, are of use.</summary>
    private int Useful()
    {
        if (_bins == 0)
        {
            return 0;
        }

        var bins = _logarithms.AsSpan(0, _bins);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var bin in bins)
        {
            (low, high) = (Math.Min(low, bin), Math.Max(high, bin));
        }

        if (high - low < Wide)
        {
            return _bins;
        }

        var shrinking = bins[^1] < bins[0];
        var end = 0;
        while (end < _bins && (shrinking ? bins[end] > low + LeftOut : bins[end] < high - LeftOut))
        {
            end++;
        }

        return end;
    }

    /// <summary>The weighted mean increment of the logarithm, per update, from one bin to before another.</summary>
    private double Slope(int from, int to)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var i = from + 1; i < to; i++)
        {
            var s = (i - from) / (double)(to - from);
            var weight = Math.Pow(s * (1 - s), 3);
            sum += weight * (_logarithms[i] - _logarithms[i - 1]);
            weights += weight;
        }

        return sum / (weights * _stride);
    }

    // A transient may change sides once.
    private string Sides(int from, int to)
    {
        var changes = 0.0;
        for (var i = from; i < to; i++)
        {
            changes += _changes[i];
        }

        return changes <= 1 ? "monotone" : changes >= ((to - from) * _stride) - 1 ? "flip" : "spiral";
    }
}
