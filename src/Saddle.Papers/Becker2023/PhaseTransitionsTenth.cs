using Saddle.Catalog;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// From a tenth of a bandwidth, where the linearisation's predictions already fail near some boundaries.
/// </summary>
[Entry(
    "becker2023/phase-transitions-tenth",
    "The local analysis still predicts the verdict from a start a tenth of a bandwidth away.",
    @"\rho(a, b)^T \le 10^{-2},\quad \ge 1.5, \quad \text{or between}",
    "Becker et al. 2023 (arXiv:2305.08277), abstract; how near is near is our question")]
public sealed record PhaseTransitionsTenth : PhaseTransitions
{
    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(("lambda", "0.1"), ("offset", "0.1")), new Alternating())
    {
        Axes = (new("eta", 0.01, 2, 40, IsLog: true), new("sigma", 0.1, 10, 40, IsLog: true)),
    };

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    protected override double Offset => 0.1;
}
