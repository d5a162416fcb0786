namespace Saddle.App.Laboratory.Messages;

/// <summary>A watched script in the list of runs.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Script">The script.</param>
/// <param name="Status">The last attempt's: running, silent, finished, failed, interrupted or killed.</param>
/// <param name="Step">Its rounds.</param>
/// <param name="Attempts">How many attempts there are.</param>
/// <param name="Seconds">How long the last one has run.</param>
/// <param name="Reason">Why it ended; null where that is not known.</param>
/// <param name="Word">What is wrong: the script's faults, or else what the doctor says of the curves; null before.
/// </param>
internal sealed record WatchedSummary(
    string Name,
    string Script,
    string Status,
    long Step,
    int Attempts,
    double Seconds,
    string? Reason,
    string? Word);
