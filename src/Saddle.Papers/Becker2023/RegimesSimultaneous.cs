using Saddle.Catalog;

namespace Saddle.Papers.Becker2023;

/// <summary>Both at once.</summary>
[Entry(
    "becker2023/regimes-simultaneous",
    "Simultaneous updates at a balanced point: monotone, damped or unstable, by a and b alone; never stable without a "
    + "regulariser.",
    @"a^2/4,\ a \text{ bound } b = \eta_d\eta_g N q^2/\sigma^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125, "
    + "with both moving at once")]
public sealed record RegimesSimultaneous : Regimes
{
    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    protected override bool IsAlternating => false;

    /// <inheritdoc/>
    protected override (Regime Regime, IReadOnlyList<double> Boundaries) ByBoundaries(double a, double b)
    {
        double[] boundaries = [a * a / 4, a];
        var regime = a == 0 || b > boundaries[1] ? Regime.Unstable
            : b > boundaries[0] ? Regime.Damped
            : Regime.Monotone;
        return (regime, boundaries);
    }

    /// <inheritdoc/>
    protected override string Words(Regime regime) => regime switch
    {
        Regime.Monotone => "b <= a^2/4",
        Regime.Damped => "a^2/4 < b < a",
        Regime.Unstable => "b > a, or a = 0",
        _ => "never",
    };
}
