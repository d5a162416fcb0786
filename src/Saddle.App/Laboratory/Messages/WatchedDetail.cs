namespace Saddle.App.Laboratory.Messages;

/// <summary>A watched script: its attempts, and what the doctor and probes said of the last one.</summary>
/// <param name="Run">The script.</param>
/// <param name="Attempts">Its attempts, the first one first: the last hundred.</param>
/// <param name="Troubles">What of it cannot be read, and why.</param>
/// <param name="Doctor">What the doctor said; null where nobody asked.</param>
/// <param name="Probes">What the probes found that were asked.</param>
/// <param name="Commands">Command lines that ask the doctor and make a run of its networks.</param>
internal sealed record WatchedDetail(
    WatchedSummary Run,
    IReadOnlyList<AttemptInfo> Attempts,
    IReadOnlyList<string> Troubles,
    DoctorAnswer? Doctor,
    IReadOnlyList<ProbeAnswer> Probes,
    IReadOnlyList<string> Commands);
