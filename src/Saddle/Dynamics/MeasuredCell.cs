namespace Saddle.Dynamics;

/// <summary>A cell's measurement.</summary>
/// <param name="Cell">The cell's number.</param>
/// <param name="Measured">The verdict with its reason.</param>
public sealed record MeasuredCell(int Cell, Measurement Measured);
