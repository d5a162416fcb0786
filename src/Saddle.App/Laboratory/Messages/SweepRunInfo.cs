namespace Saddle.App.Laboratory.Messages;

/// <summary>One run of a sweep.</summary>
/// <param name="Name">The run's name, by which the laboratory knows it.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Diagnosis">The doctor's diagnosis.</param>
/// <param name="Summary">The same in a sentence.</param>
/// <param name="Step">The updates that it made.</param>
/// <param name="Value">Its last figure; null where it failed or has none.</param>
internal sealed record SweepRunInfo(
    string Name, long Seed, string Diagnosis, string Summary, long Step, double? Value);
