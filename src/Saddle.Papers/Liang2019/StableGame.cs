using MathNet.Numerics.LinearAlgebra;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>
/// The stable games of the measurements: what a game's interaction does when its curvatures stay as they are.
/// </summary>
internal static class StableGame
{
    /// <summary>How the games are chosen.</summary>
    public const string Choice =
        "ours: eigenvalues of A and B in a geometric series from 1 to 2.6 (so that the bound without interaction "
        + "is 187), each with eigenvectors of its own; all singular values of C equal to |C|";

    /// <summary>A stable game with an interaction of a given strength.</summary>
    public static Quadratic Of(double interaction) => new([1, 2.6], [1, 2.6], [interaction], 6);

    /// <summary>The least eigenvalue of diag(A, B), the largest of M'M.</summary>
    public static (double Alpha, double Beta) Constants(Quadratic game)
    {
        // One simultaneous update with unit rates is I - M.
        var jacobian = Spectrum.Of(game, new Simultaneous { EtaG = 1, EtaD = 1 }).Jacobian!;
        var m = Matrix<double>.Build.DenseIdentity(game.StateSize) - Matrix<double>.Build.DenseOfArray(jacobian);
        var norm = m.Svd(computeVectors: false).S[0];
        return (Math.Min(game.A.Min(), game.B.Min()), norm * norm);
    }

    /// <summary>Simultaneous descent with the rate of the theorem, alpha/beta.</summary>
    public static Rule Sga(Quadratic game)
    {
        var (alpha, beta) = Constants(game);
        return Sga(alpha, beta);
    }

    /// <summary>The same by the game's constants.</summary>
    public static Rule Sga(double alpha, double beta) => new Simultaneous { EtaG = alpha / beta, EtaD = alpha / beta };
}
