namespace Saddle.Metrics;

/// <summary>Who has painted pictures from their lightness, and how well.</summary>
/// <param name="Name">Who.</param>
/// <param name="Figures">The means over the pictures.</param>
/// <param name="ColourfulnessRatio">The mean colourfulness over that of the true pictures.</param>
/// <param name="HueEntropy">The entropy of the hues of all pixels, in [0, 1]; NaN where none has a hue.</param>
public sealed record Painter(string Name, ColourFigures Figures, double ColourfulnessRatio, double HueEntropy);
