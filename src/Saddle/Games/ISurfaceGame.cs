namespace Saddle.Games;

/// <summary>
/// A game whose state is a picture over the plane that the data lie in: a discriminator's surface, and points.
/// </summary>
/// <remarks>
/// In more than two dimensions it is the plane of the first two coordinates, through the mean of the data in all
/// others.
/// </remarks>
public interface ISurfaceGame
{
    /// <summary>Why these settings have no surface; null where they have one.</summary>
    string? WhyNoSurface { get; }

    /// <summary>The coordinates of a point, at least 2.</summary>
    int Dimension { get; }

    /// <summary>The part of the plane that is worth showing, as long along one axis as along the other.</summary>
    ((double Low, double High) X, (double Low, double High) Y) Plane { get; }

    /// <summary>The data.</summary>
    IReadOnlyList<Surface.Point> Data { get; }

    /// <summary>What changes during training.</summary>
    /// <param name="state">A state.</param>
    /// <param name="side">The surface is evaluated on a grid of so many points a side, at least 2.</param>
    Surface Rise(ReadOnlySpan<double> state, int side);
}
