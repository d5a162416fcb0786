using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers;

/// <summary>What was measured.</summary>
/// <param name="Outcome">Whether the pass condition was met.</param>
/// <param name="Measured">The main figure.</param>
/// <param name="Unit">What the main figure is, in words.</param>
/// <param name="Reason">What was found, in one or two sentences.</param>
/// <param name="Figure">The figure that shows it.</param>
public sealed record Finding(Outcome Outcome, double Measured, string Unit, string Reason, Figure Figure)
{
    /// <summary>The 95 % interval of the main figure; null where nothing is random.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>The number of independent starts or seeds.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>
    /// Every setting that the figure depends on: order, crossing, success rule, steps, seeds ...; each has a name
    /// of its own.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public required IReadOnlyList<(string Name, string Value)> Settings
    {
        get;
        init => field = Names.Distinct(value, "setting");
    }

    /// <summary>
    /// The outcome on record, where it is another than the claim's because it was measured in full or files were given;
    /// null where it is not.
    /// </summary>
    public Outcome? Recorded { get; init; }

    /// <summary>What was measured besides, as a table.</summary>
    public ResultTable? Table { get; init; }
}
