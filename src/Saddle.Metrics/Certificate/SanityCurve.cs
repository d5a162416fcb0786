namespace Saddle.Metrics;

/// <summary>What a figure gave along one curve of a sanity check: means over the repeats.</summary>
/// <param name="Setting">What is held fixed, as <c>dim=8</c>; empty where the check has one curve.</param>
/// <param name="X">What runs along it, rising.</param>
/// <param name="Mean">The means at each.</param>
/// <param name="Deviation">The standard deviations of one repeat, NaN of a single one.</param>
public sealed record SanityCurve(
    string Setting, IReadOnlyList<double> X, IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation)
{
    /// <summary>The mean at the point that is nearest to a place.</summary>
    /// <param name="x">The place; infinities are the ends.</param>
    public double At(double x) => x switch
    {
        double.NegativeInfinity => Mean[0],
        double.PositiveInfinity => Mean[^1],
        _ => Mean[Enumerable.Range(0, X.Count).MinBy(i => Math.Abs(X[i] - x))],
    };
}
