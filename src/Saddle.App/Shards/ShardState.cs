namespace Saddle.App.Shards;

/// <summary>Where a shard stands, as its own file says.</summary>
/// <param name="Job">What it is a part of.</param>
/// <param name="Index">Which shard.</param>
/// <param name="Status">running, interrupted, failed or done.</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
/// <param name="Items">How many items it has.</param>
/// <param name="Kept">How much of them is done: a number that only grows.</param>
/// <param name="Starts">How often it was begun.</param>
/// <param name="Seconds">The time spent on it, by the clock, over all starts.</param>
/// <param name="Host">The machine it was begun on last.</param>
internal sealed record ShardState(
    ShardedJob Job,
    int Index,
    string Status,
    string? Reason,
    int Items,
    double Kept,
    int Starts,
    double Seconds,
    string Host)
{
    /// <summary>The status while it is computed.</summary>
    public const string Running = "running";

    /// <summary>The status where it was stopped and goes on when begun again.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The status where it failed.</summary>
    public const string Failed = "failed";

    /// <summary>The status where all of it is computed.</summary>
    public const string Done = "done";

    /// <summary>The status where its process is gone and said nothing.</summary>
    public const string Lost = "lost";

    /// <summary>The status where nobody began it.</summary>
    public const string Waiting = "waiting";
}
