namespace Saddle.App.Sweeps;

/// <summary>A place on a map of settings where the networks are predicted to begin to leave, or to hold.</summary>
/// <param name="Row">The number of the row that it is on; null where it is on a column.</param>
/// <param name="Column">The number of the column that it is on; null where it is on a row.</param>
/// <param name="At">The value there: of the last axis on a row, of the one before on a column.</param>
internal sealed record SweepEdge(int? Row, int? Column, double At);
