namespace Saddle.Gans.Watched;

/// <summary>A player of a watched script.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Parameters">The number of its parameters' elements.</param>
/// <param name="Optimiser">What moves it; null where nothing does.</param>
public sealed record WatchedPlayer(string Class, long Parameters, WatchedOptimiser? Optimiser);
