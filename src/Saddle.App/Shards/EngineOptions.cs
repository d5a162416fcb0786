namespace Saddle.App.Shards;

/// <summary>How an engine computes shards.</summary>
/// <param name="Workers">How many at once on this machine.</param>
/// <param name="Threads">Threads of each; 0 for a fair share of this machine's, or one of a scheduler's.</param>
/// <param name="Partition">The scheduler's partition; null for its default.</param>
/// <param name="Time">The time limit of each, as the scheduler writes it; null for the partition's.</param>
/// <param name="ArrayLimit">How many the scheduler may run at once; 0 for any number.</param>
internal sealed record EngineOptions(int Workers, int Threads, string? Partition, string? Time, int ArrayLimit);
