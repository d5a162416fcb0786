namespace Saddle.Gans.Watched;

/// <summary>What moves a player of a watched script.</summary>
/// <param name="Class">Its class: Adam, SGD ...</param>
/// <param name="Rate">Its learning rate when watch.json was written.</param>
/// <param name="Betas">Adam's decays; null of others.</param>
public sealed record WatchedOptimiser(string Class, double? Rate, IReadOnlyList<double>? Betas);
