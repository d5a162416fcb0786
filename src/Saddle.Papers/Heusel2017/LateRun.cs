namespace Saddle.Papers.Heusel2017;

/// <summary>What the last thousand updates of a run on the toy saddle look like.</summary>
/// <param name="MeanNorm">The mean of the distance from the saddle.</param>
/// <param name="SquareX">The mean of x^2.</param>
/// <param name="SquareY">The mean of y^2.</param>
/// <param name="Final">The last distance.</param>
/// <param name="Largest">The largest distance of the whole run.</param>
public sealed record LateRun(double MeanNorm, double SquareX, double SquareY, double Final, double Largest);
