namespace Saddle.Catalog;

/// <summary>
/// Marks a sealed record as a catalogue entry. The record's own file is the only place that declares it.
/// </summary>
/// <param name="name">The name on the command line and in results: lower case, words joined by hyphens.</param>
/// <param name="summary">What it is, in one line.</param>
/// <param name="equations">Its equations in LaTeX.</param>
/// <param name="source">The paper, section and equation it is from.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EntryAttribute(string name, string summary, string equations, string source) : Attribute
{
    /// <summary>The name on the command line and in results.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; } = summary;

    /// <summary>Its equations in LaTeX.</summary>
    public string Equations { get; } = equations;

    /// <summary>The paper, section and equation it is from.</summary>
    public string Source { get; } = source;
}
