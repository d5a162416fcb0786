using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Measuring;

/// <summary>Random starts at one distance from a game's equilibrium.</summary>
internal static class Starts
{
    /// <summary>
    /// A start in a direction that is uniform on the sphere; a pure function of the seed and the run's number.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="distance">The Euclidean distance from the equilibrium.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="run">The run's number.</param>
    public static double[] OnSphere(Game game, double distance, ulong seed, long run)
    {
        var random = new Philox(seed, run, Purpose.Start);
        var direction = Enumerable.Range(0, game.StateSize)
            .Select(_ => Normal.Quantile(random.Uniform() + (1.0 / 18014398509481984.0)))
            .ToArray();
        var norm = Math.Sqrt(direction.Sum(d => d * d));
        return [.. game.Equilibrium().Zip(direction, (centre, d) => centre + (distance * d / norm))];
    }
}
