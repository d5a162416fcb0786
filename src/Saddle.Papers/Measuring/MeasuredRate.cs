using System.Runtime.InteropServices;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>The exponential rate of a trajectory, as it is.</summary>
internal static class MeasuredRate
{
    private static readonly double Most = Math.Log(1e290);

    /// <summary>
    /// The least-squares slope of the logarithm of the distance from the equilibrium against the number of updates: the
    /// logarithm of the factor a displacement shrinks or grows by in one update.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="start">The start.</param>
    /// <param name="skip">How many updates to make before the window opens.</param>
    /// <param name="window">How many updates the window holds at most.</param>
    /// <remarks>
    /// The window ends where the distance leaves the numbers of full precision (1e-290 to 1e290): what comes after is
    /// the rounding's. NaN where it holds fewer than two updates.
    /// </remarks>
    public static double Of(Game game, Rule rule, double[] start, long skip, long window)
    {
        var run = new Lockstep<Real>(game, rule);
        run.Begin([start], seed: 1);
        run.AdvanceTo(skip);
        var equilibrium = game.Equilibrium();

        var distances = new List<double>();
        while (run.Advance(skip + window) && LogNorm(run.State, equilibrium) is var distance
            && Math.Abs(distance) < Most)
        {
            distances.Add(distance);
        }

        return distances.Count < 2 ? double.NaN : Slope(CollectionsMarshal.AsSpan(distances));
    }

    /// <summary>The least-squares slope of values against their number.</summary>
    /// <param name="values">The values.</param>
    public static double Slope(ReadOnlySpan<double> values)
    {
        // Sums about the middle: those of the numbers are known.
        var (middle, sum) = ((values.Length - 1) / 2.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            sum += (i - middle) * values[i];
        }

        return 12 * sum / (values.Length * (((double)values.Length * values.Length) - 1));
    }

    /// <summary>The logarithm of the Euclidean distance, without overflow or underflow of the squares.</summary>
    private static double LogNorm(ReadOnlySpan<Real> state, double[] equilibrium)
    {
        var largest = 0.0;
        for (var i = 0; i < state.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(state[i].Value - equilibrium[i]));
        }

        var sum = 0.0;
        for (var i = 0; i < state.Length; i++)
        {
            var d = (state[i].Value - equilibrium[i]) / largest;
            sum += d * d;
        }

        return Math.Log(largest) + (Math.Log(sum) / 2);
    }
}
