namespace Saddle.Gans.Watched;

/// <summary>What updates a player of a watched script.</summary>
public sealed record WatchedOptimiser
{
    /// <summary>Its class, such as Adam.</summary>
    public string Class { get; init; } = string.Empty;

    /// <summary>Its learning rate at the beginning.</summary>
    public double Rate { get; init; }

    /// <summary>Adam's decays; null of others.</summary>
    public IReadOnlyList<double>? Betas { get; init; }
}
