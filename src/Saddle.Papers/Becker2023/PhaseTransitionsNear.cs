using Saddle.Catalog;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>From so near that what the linearisation drops is nothing.</summary>
[Entry(
    "becker2023/phase-transitions",
    "Converging, oscillating and diverging are regions with sharp boundaries over the steps, the bandwidth and the "
    + "regulariser, and the local analysis predicts them.",
    @"\rho(a, b)^T \le 10^{-2},\quad \ge 1.5, \quad \text{or between}",
    "Becker et al. 2023 (arXiv:2305.08277), abstract")]
public sealed record PhaseTransitionsNear : PhaseTransitions
{
    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("lambda", "0.1"), ("offset", "0.01")), new Alternating())
    {
        Axes = (new("eta", 0.01, 2, 40, IsLog: true), new("sigma", 0.1, 10, 40, IsLog: true)),
    };

    /// <inheritdoc/>
    protected override double Offset => 0.001;
}
