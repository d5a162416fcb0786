namespace Saddle.Figures;

/// <summary>A value over a grid, as colour.</summary>
/// <param name="Name">What the colour measures.</param>
/// <param name="X">The columns' values.</param>
/// <param name="Y">The rows' values.</param>
/// <param name="Z">The values, row by row; null where there is none.</param>
public sealed record HeatMap(
    string Name,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    IReadOnlyList<IReadOnlyList<double?>> Z) : Trace(Name)
{
    /// <summary>The value of the first colour; null to fit the data.</summary>
    public double? Low { get; init; }

    /// <summary>The value of the last colour; null to fit the data.</summary>
    public double? High { get; init; }

    /// <summary>The names of classes, where the values are their numbers from 0 and the colours are distinct.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>What the pointer shows at each cell, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Labels { get; init; }
}
