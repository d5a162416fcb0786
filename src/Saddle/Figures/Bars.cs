namespace Saddle.Figures;

/// <summary>Bars from zero, with an interval each where one is given.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">The horizontal values, or indices of categories.</param>
/// <param name="Y">The heights.</param>
public sealed record Bars(string Name, IReadOnlyList<double?> X, IReadOnlyList<double?> Y) : Trace(Name)
{
    /// <summary>The lower ends of the intervals.</summary>
    public IReadOnlyList<double?>? Low { get; init; }

    /// <summary>The upper ends of the intervals.</summary>
    public IReadOnlyList<double?>? High { get; init; }
}
