namespace Saddle.App.Laboratory.Messages;

/// <summary>Surfaces over a plane. A point is three numbers: its two coordinates and its mass.</summary>
/// <param name="Low">The lower ends of the plane.</param>
/// <param name="High">The upper ends of the plane.</param>
/// <param name="Side">The points a side of the grid.</param>
/// <param name="Dimension">The coordinates of a point, of which the first two are shown.</param>
/// <param name="Data">The true points.</param>
/// <param name="Frames">For each run, one surface a recorded state.</param>
internal sealed record SurfaceInfo(
    IReadOnlyList<double> Low,
    IReadOnlyList<double> High,
    int Side,
    int Dimension,
    IReadOnlyList<double?> Data,
    IReadOnlyList<IReadOnlyList<SurfaceFrame>> Frames);
