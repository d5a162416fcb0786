namespace Saddle.Dynamics;

/// <summary>Cells that were run.</summary>
/// <param name="Cells">Their measurements, by number.</param>
/// <param name="Seconds">The time of computing.</param>
public sealed record PhaseRun(IReadOnlyList<MeasuredCell> Cells, double Seconds);
