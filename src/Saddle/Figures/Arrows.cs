namespace Saddle.Figures;

/// <summary>A vector field: an arrow at each point.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">The horizontal values of the arrows' tails.</param>
/// <param name="Y">The vertical values of the arrows' tails.</param>
/// <param name="Dx">The horizontal extents, in axis units.</param>
/// <param name="Dy">The vertical extents, in axis units.</param>
public sealed record Arrows(
    string Name,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    IReadOnlyList<double> Dx,
    IReadOnlyList<double> Dy) : Trace(Name);
