namespace Saddle.Figures;

/// <summary>Markers, with an interval each where one is given.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">The horizontal values.</param>
/// <param name="Y">The vertical values.</param>
public sealed record Points(string Name, IReadOnlyList<double?> X, IReadOnlyList<double?> Y) : Trace(Name)
{
    /// <summary>The lower ends of the intervals.</summary>
    public IReadOnlyList<double?>? Low { get; init; }

    /// <summary>The upper ends of the intervals.</summary>
    public IReadOnlyList<double?>? High { get; init; }

    /// <summary>What the pointer shows at each marker.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>As <see cref="Line.Colour"/>.</summary>
    public int Colour { get; init; } = -1;
}
