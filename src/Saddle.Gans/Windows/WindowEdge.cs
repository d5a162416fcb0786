namespace Saddle.Gans.Windows;

/// <summary>A place on a line of the map where the networks begin to leave, or to hold.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="HoldsBelow">Whether they hold below the edge, and leave above it.</param>
/// <param name="Predicted">The value along the line where the spectrum puts it; null where it puts none.</param>
/// <param name="Low">The largest value measured on the lower side; null where none was.</param>
/// <param name="High">The smallest value measured on the upper side; null where none was.</param>
public sealed record WindowEdge(int Line, bool HoldsBelow, double? Predicted, double? Low, double? High)
{
    private const double Tenth = 1.1;

    /// <summary>Whether the runs put it more than a tenth from where the spectrum does.</summary>
    public bool IsContradicted => Predicted is { } there
        && ((Low is { } low && low > there * Tenth) || (High is { } high && high < there / Tenth));

    /// <summary>The value where the runs put it, the geometric middle of both sides; null where they do not.</summary>
    public double? Measured => Low is { } low && High is { } high
        ? low > 0 ? Math.Sqrt(low * high) : (low + high) / 2
        : null;
}
