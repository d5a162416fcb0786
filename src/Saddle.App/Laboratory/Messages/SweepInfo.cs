namespace Saddle.App.Laboratory.Messages;

/// <summary>A sweep.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Axes">What is varied.</param>
/// <param name="Random">Whether points are drawn, rather than all of a grid.</param>
/// <param name="Runs">How many runs it has.</param>
/// <param name="Done">How many of them are done.</param>
/// <param name="Metric">The figure that settings are compared by; null where no run has one.</param>
/// <param name="HigherIsBetter">Whether more of it is better.</param>
/// <param name="Points">The settings; of a grid the last axis runs fastest.</param>
/// <param name="Best">The place of the best among the points; null where none has a figure of all its seeds.</param>
/// <param name="Ties">How sure it is that it is the best.</param>
/// <param name="Predicted">What the spectrum predicts of each map, a sentence each; none where not asked.</param>
internal sealed record SweepInfo(
    string Name,
    IReadOnlyList<SweepAxisInfo> Axes,
    bool Random,
    int Runs,
    int Done,
    string? Metric,
    bool HigherIsBetter,
    IReadOnlyList<SweepPointInfo> Points,
    int? Best,
    string? Ties,
    IReadOnlyList<string> Predicted);
