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
    /// <summary>The leading eigenvalue, with the note.</summary>
    public LeadingMode Leading => new(Eigenvalues.Count == 0 ? null : Eigenvalues[0], Note);

    /// <inheritdoc cref="LeadingMode.Radius"/>
    public double? Radius => Leading.Radius;

    /// <inheritdoc cref="LeadingMode.Rate"/>
    public double? Rate => Leading.Rate;

    /// <inheritdoc cref="LeadingMode.Approach"/>
    public string? Approach => Leading.Approach;

    /// <inheritdoc cref="LeadingMode.Predict"/>
    public Verdict? Predict(long steps) => Leading.Predict(steps);

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
        var linear = Linearisation.Of(game, rule, at);
        if (linear.Jacobian is not { } jacobian)
        {
            return new(linear.At, null, [], null, linear.Why);
        }

        if (EigenvaluesOf(jacobian) is not { } eigenvalues)
        {
            return new(linear.At, null, [], null, LeadingMode.BeyondRange);
        }

        var leading = LeadingMode.Of(rule, linear.Moved, eigenvalues[0]);
        return new(linear.At, jacobian, eigenvalues, SecondOrder(game, linear.At), leading.Note);
    }

    // Null where numbers beyond their range, or near its end, keep the iteration from converging.
    private static List<Complex>? EigenvaluesOf(double[,] jacobian)
    {
        var matrix = Matrix<double>.Build.DenseOfArray(jacobian);
        if (!IsFinite(matrix))
        {
            return null;
        }

        try
        {
            var values = matrix.Evd().EigenValues;
            return values.Any(e => !double.IsFinite(e.Magnitude)) ? null :
            [
                .. values
                    .OrderByDescending(e => e.Magnitude)
                    .ThenByDescending(e => e.Real)
                    .ThenByDescending(e => e.Imaginary),
            ];
        }
        catch (MathNet.Numerics.NonConvergenceException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether each player's loss is strictly convex in its own coordinates at the state; null where a curvature is 0,
    /// or no finite number.
    /// </summary>
    private static bool? SecondOrder(Game game, double[] at)
    {
        var bound = game.Bind<Dual<Real>>();
        bool? both = true;
        for (var player = Player.Generator; player <= Player.Discriminator; player++)
        {
            var hessian = Hessian(bound, player, at);
            if (!IsFinite(hessian))
            {
                return null;
            }

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

    private static bool IsFinite(Matrix<double> matrix) => matrix.Enumerate().All(double.IsFinite);

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
