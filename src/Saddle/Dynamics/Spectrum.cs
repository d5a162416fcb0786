using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// The linearisation of one update at a state: eigenvalues of the exact Jacobian of (state, memory) to (state, memory).
/// </summary>
/// <param name="At">The state.</param>
/// <param name="Jacobian">The Jacobian, row by row; null where there is none.</param>
/// <param name="Eigenvalues">The eigenvalues, largest modulus first; empty where there is no Jacobian.</param>
/// <param name="LocalNash">
/// Whether both players' own second-order conditions hold strictly; null where a curvature is 0 and decides nothing.
/// </param>
/// <param name="Note">
/// What the reader must know: why there is no Jacobian, or that it is silent; null where nothing.
/// </param>
public sealed record Spectrum(
    double[] At,
    double[,]? Jacobian,
    IReadOnlyList<Complex> Eigenvalues,
    bool? LocalNash,
    string? Note)
{
    /// <summary>A radius this close to 1 leaves the decision to the terms that linearising drops.</summary>
    public const double SilentWidth = 1e-9;

    /// <summary>
    /// The spectral radius: the factor by which a small displacement shrinks or grows in one update, in the long run.
    /// </summary>
    public double? Radius => Eigenvalues.Count == 0 ? null : Eigenvalues[0].Magnitude;

    /// <summary>The exponential rate of approach, -ln(radius) per update; negative where displacements grow.</summary>
    public double? Rate => Radius is > 0 and { } radius ? -Math.Log(radius) : null;

    /// <summary>
    /// How the leading eigenvalue approaches or leaves: monotone, spiral (complex) or flip (negative).
    /// </summary>
    public string? Approach =>
        Eigenvalues.Count == 0 ? null
        : Math.Abs(Eigenvalues[0].Imaginary) > 1e-12 * Eigenvalues[0].Magnitude ? "spiral"
        : Eigenvalues[0].Real < 0 ? "flip"
        : "monotone";

    /// <summary>
    /// The predicted verdict after a number of updates: radius^steps judged by the thresholds that measurements use.
    /// </summary>
    /// <param name="steps">The number of updates.</param>
    public Verdict? Predict(long steps) =>
        Radius is { } radius ? Thresholds.Judge(Math.Pow(radius, steps), Approach != "monotone") : null;

    /// <summary>Linearises one update.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule, whose learning rates are those of the first update.</param>
    /// <param name="at">The state; null for the game's equilibrium.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public static Spectrum Of(Game game, Rule rule, ReadOnlySpan<double> at = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(rule);
        var state = at.IsEmpty ? game.Equilibrium() : at.ToArray();
        if ((rule.WhyNotDifferentiable ?? game.WhyNotDifferentiable(state, rule.UsesBestResponse)) is { } why)
        {
            return new(state, null, [], null, why);
        }

        var jacobian = JacobianOf(game, rule, state, out var moved);
        var eigenvalues = Matrix<double>.Build.DenseOfArray(jacobian).Evd().EigenValues
            .OrderByDescending(e => e.Magnitude)
            .ThenByDescending(e => e.Real)
            .ThenByDescending(e => e.Imaginary)
            .ToList();
        var changing = rule.EtaG.IsConstant && rule.EtaD.IsConstant
            ? null
            : "the learning rates change from update to update; this is the first one";
        return new(state, jacobian, eigenvalues, SecondOrder(game, state), Remark(eigenvalues[0], moved) ?? changing);
    }

    private static string? Remark(Complex leading, double moved)
    {
        if (moved > 1e-9)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"this is not a fixed point: one update moves it by {moved:G3}, "
                    + $"so the eigenvalues say nothing about the long run");
        }

        return Math.Abs(leading.Magnitude - 1) <= SilentWidth
            ? "an eigenvalue of modulus 1: the linearisation is silent, and what it drops decides"
            : null;
    }

    private static double[,] JacobianOf(Game game, Rule rule, double[] at, out double moved)
    {
        var update = rule.Bind(game.Bind<Dual<Lanes>>());
        var start = rule.Bind(game.Bind<Lanes>());
        var memory = new Lanes[start.MemorySize];
        start.Begin(at.ToScalars<Lanes>(), memory, default);
        double[] point = [.. at, .. ((ReadOnlySpan<Lanes>)memory).ToDoubles()];

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

    /// <summary>
    /// Whether each player's loss is strictly convex in its own coordinates at the state; null where a curvature is 0.
    /// </summary>
    private static bool? SecondOrder(Game game, double[] at)
    {
        var bound = game.Bind<Dual<Real>>();
        bool? both = true;
        for (var player = Player.Generator; player <= Player.Discriminator; player++)
        {
            var hessian = Hessian(bound, player, at);
            var curvatures = ((hessian + hessian.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues;
            var least = curvatures.Min(e => e.Real);
            if (least < -1e-12)
            {
                return false;
            }

            both = least > 1e-12 ? both : null;
        }

        return both;
    }

    /// <summary>The second derivatives of a player's loss by its own coordinates.</summary>
    private static Matrix<double> Hessian(AnalyticGame<Dual<Real>> game, Player player, double[] at)
    {
        var size = player == Player.Generator ? game.GeneratorSize : game.DiscriminatorSize;
        var first = player == Player.Generator ? 0 : game.GeneratorSize;
        var hessian = Matrix<double>.Build.Dense(size, size);
        var gradient = new Dual<Real>[size];
        for (var j = 0; j < size; j++)
        {
            var dual = Array.ConvertAll(at, a => new Dual<Real>(a, 0.0));
            dual[first + j] = new(at[first + j], 1.0);
            game.Gradient(player, player, dual, gradient, default);
            for (var i = 0; i < size; i++)
            {
                hessian[i, j] = gradient[i].Slope.Value;
            }
        }

        return hessian;
    }
}
