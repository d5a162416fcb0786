namespace Saddle.Figures;

/// <summary>A polyline; a null breaks it.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">The horizontal values.</param>
/// <param name="Y">The vertical values.</param>
public sealed record Line(string Name, IReadOnlyList<double?> X, IReadOnlyList<double?> Y) : Trace(Name)
{
    /// <summary>How the line is drawn.</summary>
    public Stroke Stroke { get; init; }

    /// <summary>
    /// Lines of one group share a colour, in the order in which groups appear; -1 for a colour of its own.
    /// </summary>
    public int Colour { get; init; } = -1;

    /// <summary>The lower ends of a band around the line; null where there is none.</summary>
    public IReadOnlyList<double?>? Low { get; init; }

    /// <summary>The upper ends of a band around the line; null where there is none.</summary>
    public IReadOnlyList<double?>? High { get; init; }
}
