namespace Saddle.Gans.Windows;

/// <summary>What a short run from the checkpoint showed of some settings.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="IsTwin">
/// Whether a run and its twin were compared, from the checkpoint and from close by, on one batch; else the run went on
/// as training does, and the field was measured on that batch.
/// </param>
/// <param name="Ratio">
/// How much larger the difference of the twins' fields, or the field, was at the end than at the start; infinite where
/// the numbers are no longer finite.
/// </param>
/// <param name="Largest">The largest such ratio on the way; that of twins is the same.</param>
/// <param name="Updates">The number of updates made: fewer than asked for where the answer was clear before.</param>
/// <param name="Leaves">Whether the networks leave the checkpoint's neighbourhood.</param>
public sealed record ShortRun(
    GanSettings Settings, bool IsTwin, double Ratio, double Largest, long Updates, bool Leaves);
