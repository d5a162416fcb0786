using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

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
        if ((rule.WhyNotDifferentiable ?? game.WhyNotDifferentiable(state, rule.UsesBestResponse)) is { } why)
        {
            return new(state, null, 0, why);
        }

        var jacobian = JacobianOf(game, rule, state, out var moved);
        return new(state, jacobian, moved, null);
    }

    private static double[,] JacobianOf(Game game, Rule rule, double[] at, out double moved)
    {
        var update = rule.Bind(game.Bind<Dual<Lanes>>());
        var start = rule.Bind(game.Bind<Real>());
        var memory = new Real[start.MemorySize];
        start.Begin(at.ToScalars<Real>(), memory, default);
        double[] point = [.. at, .. ((ReadOnlySpan<Real>)memory).ToDoubles()];

        var jacobian = new double[point.Length, point.Length];
        moved = 0;
        for (var first = 0; first < point.Length; first += Lanes.Width)
        {
            var dual = Seeded(point, first);
            update.Step(dual.AsSpan(0, at.Length), dual.AsSpan(at.Length), default);
            for (var i = 0; i < point.Length; i++)
            {
                moved = Math.Max(moved, Math.Abs(Lanes.Lane(dual[i].Value, 0) - point[i]));
                for (var k = 0; k < Lanes.Width && first + k < point.Length; k++)
                {
                    jacobian[i, first + k] = Lanes.Lane(dual[i].Slope, k);
                }
            }
        }

        return jacobian;
    }

    /// <summary>A lane a column: lane k follows the derivative in the direction of coordinate first + k.</summary>
    private static Dual<Lanes>[] Seeded(double[] point, int first)
    {
        var dual = new Dual<Lanes>[point.Length];
        var seeds = new double[Lanes.Width];
        for (var i = 0; i < point.Length; i++)
        {
            Array.Clear(seeds);
            if (i >= first && i < first + Lanes.Width)
            {
                seeds[i - first] = 1;
            }

            dual[i] = new(point[i], Lanes.Pack(seeds));
        }

        return dual;
    }
}
