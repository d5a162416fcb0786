namespace Saddle.Gans.Training;

/// <summary>The best value of the figure that is watched.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Step">The step it was reached after.</param>
public sealed record BestFigure(string Metric, double Value, long Step);
