using Saddle.Catalog;

namespace Saddle.Games;

/// <summary>What can be wrong with a game beyond what can be wrong with every entry of a catalogue.</summary>
internal static class GameMistakes
{
    /// <summary>Finds the mistakes.</summary>
    /// <param name="game">The game, with its default settings.</param>
    public static IEnumerable<Mistake> Find(Game game)
    {
        if (game.GeneratorSize < 1 || game.DiscriminatorSize < 1)
        {
            yield return new(
                $"has {game.GeneratorSize} generator and {game.DiscriminatorSize} discriminator coordinates",
                "give each player at least one");
            yield break;
        }

        foreach (var mistake in FindInEquilibrium(game.Equilibrium(), game.StateSize))
        {
            yield return mistake;
        }

        if (game.CoordinateNames.Count != game.StateSize)
        {
            yield return new(
                $"has {game.CoordinateNames.Count} CoordinateNames for {game.StateSize} coordinates",
                "name every coordinate, the generator's first");
        }

        if (game.SuccessRules.Count == 0)
        {
            yield return new("has no SuccessRules", "return at least one, or do not override it");
        }

        for (var i = 0; i < game.StateSize; i++)
        {
            if (game.StartRange(i) is var (low, high) && !(low <= high))
            {
                yield return new(
                    FormattableString.Invariant($"has a StartRange({i}) from {low} to {high}"),
                    "return the lower end first");
                yield break;
            }
        }
    }

    private static IEnumerable<Mistake> FindInEquilibrium(double[] equilibrium, int size)
    {
        if (equilibrium.Length != size)
        {
            yield return new(
                $"has an Equilibrium() of {equilibrium.Length} coordinates, "
                    + $"but GeneratorSize + DiscriminatorSize is {size}",
                "return the generator's coordinates, then the discriminator's");
        }

        if (!equilibrium.All(double.IsFinite))
        {
            yield return new(
                "has an Equilibrium() that is not finite",
                "return a state in which both players are at rest");
        }
    }
}
