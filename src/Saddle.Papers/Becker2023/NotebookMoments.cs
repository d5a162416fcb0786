using MathNet.Numerics.LinearAlgebra;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// The second-moment model as the authors' notebook prints it: with tr(C + ee') where the expansion has tr(Cov + ee').
/// </summary>
internal static class NotebookMoments
{
    /// <summary>One update.</summary>
    /// <param name="model">The model that the notebook means.</param>
    /// <param name="at">The moments before.</param>
    public static Moments Step(SecondMoments model, Moments at)
    {
        var right = model.Step(at);
        var (g, identity) = (1 / (model.Sigma * model.Sigma), Matrix<double>.Build.DenseIdentity(at.Mean.Count));
        var weight = model.EtaD * model.Mass * model.Generated * g * g / 2;
        var curvature = right.Curvature + (weight * (at.Curvature.Trace() - at.Covariance.Trace()) * identity);
        var move = identity - (model.EtaG * model.Mass * curvature);
        return new(
            right.Slope,
            curvature,
            (move * at.Mean) + (model.EtaG * model.Mass * right.Slope),
            move * at.Covariance * move.Transpose());
    }
}
