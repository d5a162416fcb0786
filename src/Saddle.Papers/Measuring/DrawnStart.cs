using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>Random starts as games draw them.</summary>
public static class DrawnStart
{
    /// <summary>The start of a run; a pure function of the seed and the run's number.</summary>
    /// <param name="game">The game, whose law of starts is drawn from.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="run">The run's number.</param>
    public static double[] Of(Game game, ulong seed, int run)
    {
        var state = new double[game.StateSize];
        game.Start(new Philox(seed, run, Purpose.Start), state);
        return state;
    }
}
