using Saddle.Catalog;

namespace Saddle.Papers.Becker2023;

/// <summary>The discriminator first, as in the paper.</summary>
[Entry(
    "becker2023/regimes-alternating",
    "Alternating updates at a balanced point: monotone, damped, flipping or unstable, by a and b alone; "
    + "sustained without a regulariser.",
    @"(1-\sqrt{1-a})^2,\ (1+\sqrt{1-a})^2,\ 4-2a \text{ bound } b = \eta_d\eta_g N q^2/\sigma^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record RegimesAlternating : Regimes
{
    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    protected override bool IsAlternating => true;

    /// <inheritdoc/>
    protected override (Regime Regime, IReadOnlyList<double> Boundaries) ByBoundaries(double a, double b)
    {
        var root = Math.Sqrt(1 - a);
        double[] boundaries = [Math.Pow(1 - root, 2), Math.Pow(1 + root, 2), 4 - (2 * a)];
        var regime = b > boundaries[2] ? Regime.Unstable
            : b >= boundaries[1] ? Regime.Flip
            : a == 0 ? Regime.Sustained
            : b > boundaries[0] ? Regime.Damped
            : Regime.Monotone;
        return (regime, boundaries);
    }

    /// <inheritdoc/>
    protected override string Words(Regime regime) => regime switch
    {
        Regime.Monotone => "b <= (1 - sqrt(1-a))^2",
        Regime.Damped => "(1 - sqrt(1-a))^2 < b < (1 + sqrt(1-a))^2",
        Regime.Flip => "(1 + sqrt(1-a))^2 <= b < 4 - 2a",
        Regime.Sustained => "a = 0, b < 4",
        _ => "b > 4 - 2a",
    };
}
