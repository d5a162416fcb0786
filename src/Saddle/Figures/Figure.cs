using System.Text.Json.Serialization;

namespace Saddle.Figures;

/// <summary>What a figure is, as data: one or several panels. The report and the browser draw the same description.</summary>
/// <param name="Title">What the figure shows.</param>
/// <param name="Panels">The panels, in reading order.</param>
/// <param name="Columns">How many panels stand side by side on a wide page; at least 1.</param>
public sealed record Figure(string Title, IReadOnlyList<Panel> Panels, int Columns = 1);

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

/// <summary>An axis.</summary>
/// <param name="Title">What is measured, with its unit.</param>
/// <param name="Log">Whether the scale is logarithmic.</param>
/// <param name="Low">The least value shown; null to fit the data.</param>
/// <param name="High">The greatest value shown; null to fit the data.</param>
/// <param name="Equal">Whether a unit is as long as on the other axis.</param>
public sealed record Axis(string Title, bool Log = false, double? Low = null, double? High = null, bool Equal = false)
{
    /// <summary>The names of categories, where the axis has no numbers: values are then indices into it.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}

/// <summary>Something drawn on a pair of axes.</summary>
/// <param name="Name">The name in the legend; empty to leave it out.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(Points), "points")]
[JsonDerivedType(typeof(Bars), "bars")]
[JsonDerivedType(typeof(HeatMap), "heatmap")]
[JsonDerivedType(typeof(Arrows), "arrows")]
public abstract record Trace(string Name);

/// <summary>A polyline; a null breaks it.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">The horizontal values.</param>
/// <param name="Y">The vertical values.</param>
public sealed record Line(string Name, IReadOnlyList<double?> X, IReadOnlyList<double?> Y) : Trace(Name)
{
    /// <summary>How the line is drawn.</summary>
    public Stroke Stroke { get; init; }

    /// <summary>Lines of one group share a colour, in the order in which groups appear; -1 for a colour of its own.</summary>
    public int Colour { get; init; } = -1;

    /// <summary>The lower ends of a band around the line; null where there is none.</summary>
    public IReadOnlyList<double?>? Low { get; init; }

    /// <summary>The upper ends of a band around the line; null where there is none.</summary>
    public IReadOnlyList<double?>? High { get; init; }
}

/// <summary>How a line is drawn.</summary>
public enum Stroke
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>In dashes.</summary>
    Dash,

    /// <summary>In dots.</summary>
    Dot,
}

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

/// <summary>A value over a grid, as colour.</summary>
/// <param name="Name">What the colour measures.</param>
/// <param name="X">The columns' values.</param>
/// <param name="Y">The rows' values.</param>
/// <param name="Z">The values, row by row; null where there is none.</param>
public sealed record HeatMap(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<IReadOnlyList<double?>> Z) : Trace(Name)
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

/// <summary>A vector field: an arrow at each point.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="X">The horizontal values of the arrows' tails.</param>
/// <param name="Y">The vertical values of the arrows' tails.</param>
/// <param name="Dx">The horizontal extents, in axis units.</param>
/// <param name="Dy">The vertical extents, in axis units.</param>
public sealed record Arrows(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double> Dx, IReadOnlyList<double> Dy) : Trace(Name);
