namespace Saddle.Gans.Windows;

/// <summary>A setting to take.</summary>
/// <param name="X">Its value along a row of the map; null where it does not lie on the map.</param>
/// <param name="Y">Its value along a column; null where there is one row, or it does not lie on the map.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Why">Why this one, in a sentence.</param>
public sealed record Recommendation(double? X, double? Y, GanSettings Settings, string Why);
