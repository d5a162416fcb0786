namespace Saddle.Dynamics;

/// <summary>A cell's prediction.</summary>
/// <param name="Cell">The cell's number.</param>
/// <param name="Verdict">The verdict; null where there is no linearisation.</param>
/// <param name="Radius">The spectral radius; null likewise.</param>
/// <param name="Approach">Monotone, spiral or flip; null likewise.</param>
public sealed record PredictedCell(int Cell, Verdict? Verdict, double? Radius, string? Approach);
