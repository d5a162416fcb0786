namespace Saddle.Figures;

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
