namespace Saddle.Gans.Watched;

/// <summary>A player of a watched script.</summary>
public sealed record WatchedPlayer
{
    /// <summary>The module's class.</summary>
    public string Class { get; init; } = string.Empty;

    /// <summary>The number of its parameters.</summary>
    public long Parameters { get; init; }

    /// <summary>The names of its layers, in the order of the module.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>What updates it; null where nothing does.</summary>
    public WatchedOptimiser? Optimiser { get; init; }

    /// <summary>The shape of what it takes, without the batch.</summary>
    public IReadOnlyList<long> Input { get; init; } = [];

    /// <summary>The shape of what it gives, without the batch.</summary>
    public IReadOnlyList<long> Output { get; init; } = [];
}
