namespace Saddle.Games;

/// <summary>Settings of a game that are known to make it converge where it does not.</summary>
/// <param name="What">The change, in a few words.</param>
/// <param name="Settings">The settings, as text by name.</param>
public sealed record GameRemedy(string What, IReadOnlyDictionary<string, string> Settings);
