namespace Saddle.App.Laboratory.Messages;

/// <summary>What a run's generator is to paint.</summary>
/// <param name="Sentences">What is asked for, in the order in which it is read; none where <paramref name="Like"/> is.
/// </param>
/// <param name="Like">The number of the item whose sentences are taken; null for those that are given.</param>
/// <param name="Draws">How often it is painted.</param>
/// <param name="Seed">The seed of the draws: the same noise again for the same seed, whatever the sentences.</param>
internal sealed record PaintRequest(
    IReadOnlyList<string> Sentences, long? Like = null, int Draws = 8, long Seed = 1);
