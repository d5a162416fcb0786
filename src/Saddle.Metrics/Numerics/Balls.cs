namespace Saddle.Metrics;

/// <summary>Balls around rows, of each row the least that is asked of and the greatest.</summary>
/// <param name="Least">The squared radius of each row's least ball.</param>
/// <param name="Greatest">And of its greatest.</param>
internal sealed record Balls(double[] Least, double[] Greatest)
{
    /// <summary>One ball around each row.</summary>
    /// <param name="radii">Its squared radius.</param>
    public Balls(double[] radii)
        : this(radii, radii)
    {
    }

    /// <summary>Whether what a distance is off may decide in which of a row's balls it lies.</summary>
    /// <param name="row">The row.</param>
    /// <param name="distance">The squared distance.</param>
    /// <param name="slack">What it may be off.</param>
    public bool AreUnsure(long row, double distance, double slack) =>
        distance >= Least[row] - slack && distance <= Greatest[row] + slack;
}
