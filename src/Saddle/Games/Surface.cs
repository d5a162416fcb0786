namespace Saddle.Games;

/// <summary>A surface over the plane, with points in it.</summary>
/// <param name="Values">Its height on the grid, row by row from below.</param>
/// <param name="Points">The generated points.</param>
public sealed record Surface(double[] Values, IReadOnlyList<Surface.Point> Points)
{
    /// <summary>A point.</summary>
    /// <param name="X">Its first coordinate.</param>
    /// <param name="Y">Its second coordinate.</param>
    /// <param name="Mass">Its mass.</param>
    public sealed record Point(double X, double Y, double Mass);
}
