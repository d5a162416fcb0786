namespace Saddle.Figures;

/// <summary>One pair of axes and what is drawn on it.</summary>
/// <param name="Title">The panel's own title; empty where the figure's says it all.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Traces">What is drawn, the first at the back.</param>
public sealed record Panel(string Title, Axis X, Axis Y, IReadOnlyList<Trace> Traces)
{
    /// <summary>Straight lines drawn across the panel at one value of an axis, each with its label.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>A line at one value of an axis.</summary>
    /// <param name="Label">What the line marks.</param>
    /// <param name="At">The value.</param>
    /// <param name="Vertical">Whether the value is on the horizontal axis.</param>
    public sealed record Rule(string Label, double At, bool Vertical = false);
}
