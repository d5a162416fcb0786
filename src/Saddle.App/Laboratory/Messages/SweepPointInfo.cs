namespace Saddle.App.Laboratory.Messages;

/// <summary>One setting of a sweep, over its seeds.</summary>
/// <param name="Values">The value of each axis.</param>
/// <param name="Diagnosis">The doctor's diagnosis of most of its runs; null where none is done.</param>
/// <param name="Value">The mean of the figure over the seeds; null where not all have one.</param>
/// <param name="Low">The lower end of its 95 % interval; null of one seed.</param>
/// <param name="High">The upper end.</param>
/// <param name="Leaves">Whether it is predicted to leave the neighbourhood of rest; null where nothing is.</param>
/// <param name="Runs">Its runs that are done.</param>
internal sealed record SweepPointInfo(
    IReadOnlyList<string> Values,
    string? Diagnosis,
    double? Value,
    double? Low,
    double? High,
    bool? Leaves,
    IReadOnlyList<SweepRunInfo> Runs);
