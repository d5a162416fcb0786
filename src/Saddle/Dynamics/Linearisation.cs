using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Dynamics;

/// <summary>The exact Jacobian of one update at a state.</summary>
/// <param name="At">The state.</param>
/// <param name="Jacobian">
/// The Jacobian of (state, memory) to (state, memory), row by row; null where there is none.
/// </param>
/// <param name="Moved">How far the update moves a coordinate at most: 0 at a fixed point.</param>
/// <param name="Why">Why there is no Jacobian; null where there is one.</param>
internal sealed record Linearisation(double[] At, double[,]? Jacobian, double Moved, string? Why)
{
    /// <summary>Linearises one update.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule, whose learning rates are those of the first update.</param>
    /// <param name="at">The state; empty for the game's equilibrium.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public static Linearisation Of(Game game, Rule rule, ReadOnlySpan<double> at = default)
    {
        var state = at.IsEmpty ? game.Equilibrium() : at.ToArray();
        if (WhyNone(game, rule, state) is { } why)
        {
            return new(state, null, 0, why);
        }

        var tangent = new Tangent(game, rule, state);
        var jacobian = tangent.Jacobian();
        return new(state, jacobian, tangent.Moved, null);
    }

    /// <summary>Why an update has no Jacobian at a state; null where it has one.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="at">The state.</param>
    public static string? WhyNone(Game game, Rule rule, double[] at) =>
        rule.WhyNotDifferentiable ?? game.WhyNotDifferentiable(at, rule.UsesBestResponse);
}
