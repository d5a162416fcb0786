namespace Saddle.Benchmarks;

/// <summary>Something that a user waits for, by Saddle and by others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ours">Saddle's command.</param>
internal sealed record Workload(string Name, WholeProcess Ours)
{
    /// <summary>The same by others, each with what it is, at a width of vectors that they can be told to use.</summary>
    public IReadOnlyList<(string Name, Func<VectorWidth, WholeProcess> Process)> Peers { get; init; } = [];

    /// <summary>How many million updates it makes; 0 where they are not counted.</summary>
    public double Updates { get; init; }

    /// <summary>The most seconds that are aimed at, at the machine's own width; 0 for no aim.</summary>
    public double Most { get; init; }

    /// <summary>The least ratios of a peer's time to Saddle's that are aimed at, by peer and width.</summary>
    public IReadOnlyList<(string Peer, string Width, double Ratio)> Least { get; init; } = [];
}
