namespace Saddle.Metrics;

/// <summary>What a sanity check expects of a figure, by what the figure is meant to say.</summary>
/// <param name="Desideratum">
/// What it belongs to, as published: property (purpose), bounds, hyperparameters, data-size, transformations.
/// </param>
/// <param name="Name">Its name.</param>
/// <param name="Fidelity">Expected of fidelity; null for nothing.</param>
/// <param name="Diversity">Expected of diversity; null for nothing.</param>
/// <param name="Distance">Expected of a distance, which is not published; null for nothing.</param>
internal sealed record SanityCriterion(
    string Desideratum, string Name, CurveShape? Fidelity, CurveShape? Diversity, CurveShape? Distance = null)
{
    /// <summary>The purpose itself.</summary>
    public const string Property = "property";

    /// <summary>The least and the largest value where they are due.</summary>
    public const string Bounds = "bounds";

    /// <summary>Judges a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="aim">What the figure is meant to say.</param>
    public SanityJudgement Judge(SanityCurve curve, FigureAim aim)
    {
        var shape = aim switch
        {
            FigureAim.Fidelity => Fidelity,
            FigureAim.Diversity => Diversity,
            _ => Distance,
        };
        var where = curve.Setting.Length > 0 ? $"{curve.Setting}: {Name}" : Name;
        return (shape?.Invoke(curve) ?? SanityJudgement.None) with { Where = where };
    }
}
