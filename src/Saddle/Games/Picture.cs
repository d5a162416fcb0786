namespace Saddle.Games;

/// <summary>What is drawn over a line.</summary>
/// <param name="Curves">Functions on the grid.</param>
/// <param name="Intervals">Where a discriminator says "real"; an end may be infinite.</param>
/// <param name="Points">Points of mass.</param>
public sealed record Picture(
    IReadOnlyList<Picture.Curve> Curves,
    IReadOnlyList<Picture.Interval> Intervals,
    IReadOnlyList<Picture.Point> Points)
{
    /// <summary>A function on the grid.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Values">Its values.</param>
    public sealed record Curve(string Name, double[] Values);

    /// <summary>An interval.</summary>
    /// <param name="Low">The lower end.</param>
    /// <param name="High">The upper end; below the lower one where the ends have crossed.</param>
    public sealed record Interval(double Low, double High);

    /// <summary>A point.</summary>
    /// <param name="At">Where it lies.</param>
    /// <param name="Mass">Its mass.</param>
    public sealed record Point(double At, double Mass);
}
