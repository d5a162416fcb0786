using Saddle.Figures;

namespace Saddle.Gans.Probes;

/// <summary>What a probe measured.</summary>
/// <param name="Finding">What was found, in one or two sentences with figures.</param>
/// <param name="Figures">The figures, by name.</param>
public sealed record ProbeResult(string Finding, IReadOnlyList<(string Name, double Value)> Figures)
{
    /// <summary>What shows it; null where there is nothing to draw.</summary>
    public Figure? Figure { get; init; }

    /// <summary>What the figures do not tell; null where nothing.</summary>
    public string? Note { get; init; }

    /// <summary>A figure's value.</summary>
    /// <param name="name">Its name.</param>
    public double this[string name] => Figures.Single(f => f.Name == name).Value;
}
