using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>A gradient by both sides of an identity on <see cref="NoisedSegments"/>, in one setting.</summary>
/// <param name="Dimension">The number of dimensions, 1 or 2.</param>
/// <param name="Sd">The noise's standard deviation.</param>
/// <param name="Left">By what the paper states, parameter by parameter.</param>
/// <param name="Right">By differences of what it is to be the gradient of.</param>
public sealed record BothSides(int Dimension, double Sd, IReadOnlyList<double> Left, IReadOnlyList<double> Right)
{
    /// <summary>
    /// The largest difference of a setting's components that counts as none, by its largest component.
    /// </summary>
    internal const double Tolerance = 1e-6;

    /// <summary>The largest difference of a component, by the largest component.</summary>
    internal double Gap => Left.Zip(Right, (l, r) => Math.Abs(l - r)).Max() / Right.Max(Math.Abs);

    /// <summary>One side against the other, in one dimension and in two.</summary>
    /// <param name="cells">All settings.</param>
    /// <param name="left">What the left side is.</param>
    /// <param name="right">What the right side is.</param>
    internal static IReadOnlyList<Panel> Panels(IReadOnlyList<BothSides> cells, string left, string right) =>
    [
        Panel("on the line", cells.Where(c => c.Dimension == 1), left, right),
        Panel("in the plane", cells.Where(c => c.Dimension == 2), left, right),
    ];

    private static Panel Panel(string title, IEnumerable<BothSides> cells, string left, string right) => new(
        title,
        new(right),
        new(left),
        [
            .. cells.GroupBy(c => c.Sd).Select(g => new Points(
                $"noise {g.Key.Text()}",
                g.SelectMany(c => c.Right).Gaps(),
                g.SelectMany(c => c.Left).Gaps())),
        ]);
}
