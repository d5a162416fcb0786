namespace Saddle.Metrics;

/// <summary>An even grid on the line or in the plane.</summary>
/// <param name="Low">The lower ends.</param>
/// <param name="High">The upper ends.</param>
/// <param name="Points">The points along each coordinate.</param>
public sealed record DensityGrid(double[] Low, double[] High, int Points)
{
    /// <summary>The length, or the area, that a point stands for.</summary>
    public double Cell =>
        Low.Zip(High, (low, high) => (high - low) / (Points - 1)).Aggregate(1.0, (product, length) => product * length);

    /// <summary>A coordinate of a point.</summary>
    /// <param name="coordinate">Which.</param>
    /// <param name="index">The point's number along it.</param>
    public double At(int coordinate, int index) =>
        Low[coordinate] + ((High[coordinate] - Low[coordinate]) * index / (Points - 1));
}
