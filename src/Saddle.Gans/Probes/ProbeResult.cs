using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Gans.Probes;

/// <summary>What a probe measured.</summary>
/// <param name="Finding">What was found, in one or two sentences with figures.</param>
/// <param name="Figures">The figures, each by a name of its own.</param>
/// <exception cref="InvalidOperationException">Two figures have the same name.</exception>
public sealed record ProbeResult(string Finding, IReadOnlyList<(string Name, double Value)> Figures)
{
    /// <summary>The figures, by name.</summary>
    public IReadOnlyList<(string Name, double Value)> Figures { get; init; } = Names.Distinct(Figures, "figure");

    /// <summary>What shows it; null where there is nothing to draw.</summary>
    public Figure? Figure { get; init; }

    /// <summary>What the figures do not tell; null where nothing.</summary>
    public string? Note { get; init; }

    /// <summary>A figure's value.</summary>
    /// <param name="name">Its name.</param>
    public double this[string name] => Figures.Single(f => f.Name == name).Value;
}
