using MathNet.Numerics.LinearAlgebra;

namespace Saddle.Games.Kernels;

/// <summary>
/// The second-moment model of the kernel GAN at one isolated true point: what the mean and the covariance of its
/// generated points do, as long as these stay near, where the discriminator's gradient is <c>b - C x</c>.
/// </summary>
/// <param name="Sigma">The bandwidth of the Gaussian kernel.</param>
/// <param name="EtaG">The generator's learning rate.</param>
/// <param name="EtaD">The discriminator's learning rate.</param>
/// <param name="Lambda">The weight of the regulariser.</param>
/// <param name="Mass">The mass q of each generated point.</param>
/// <param name="Generated">The number N of generated points.</param>
/// <param name="Delta">The true point's mass less the generated mass, p - N q.</param>
/// <param name="Quadratic">
/// Whether the generated points bend the discriminator. Without it the model is linear, and its multipliers are those
/// of the linearisation.
/// </param>
/// <remarks>
/// With g = 1/sigma^2 and S = Cov + e e', in the paper's order (the discriminator first):
/// <c>b' = (1 - eta_d lambda) b - eta_d N q g e</c>,
/// <c>C' = (1 - eta_d lambda) C + eta_d g Delta I + eta_d N q (g^2/2) (tr(S) I + 2 S)</c>, <c>M = I - eta_g q C'</c>,
/// <c>e' = M e + eta_g q b'</c>, <c>Cov' = M Cov M'</c>.
/// These are the terms of the kernel's Taylor expansion up to the square of the generated points' distances. The
/// authors' notebook prints tr(C + e e') for tr(S), which agrees neither with the expansion nor with the notebook's own
/// version for eigenvalues; with one point in one dimension the covariance is 0 and the model is the notebook's
/// quadratic (or linear) one-point model. Becker et al., arXiv:2305.08277, and the authors' notebooks on kernel GANs.
/// </remarks>
public sealed record SecondMoments(
    double Sigma,
    double EtaG,
    double EtaD,
    double Lambda,
    double Mass = 1,
    int Generated = 1,
    double Delta = 0,
    bool Quadratic = true)
{
    /// <summary>The moments of generated points around a true point at 0, where the discriminator is 0.</summary>
    /// <param name="points">The generated points.</param>
    public static Moments Of(double[][] points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var dimension = points[0].Length;
        var mean = Vector<double>.Build.Dense(dimension, i => points.Average(y => y[i]));
        var covariance = Matrix<double>.Build.Dense(
            dimension,
            dimension,
            (i, j) => points.Average(y => (y[i] - mean[i]) * (y[j] - mean[j])));
        return new(
            Vector<double>.Build.Dense(dimension),
            Matrix<double>.Build.Dense(dimension, dimension),
            mean,
            covariance);
    }

    /// <summary>One update.</summary>
    /// <param name="at">The moments before.</param>
    /// <returns>The moments after.</returns>
    public Moments Step(Moments at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var (g, keep, mass) = (1 / (Sigma * Sigma), 1 - (EtaD * Lambda), Generated * Mass);
        var identity = Matrix<double>.Build.DenseIdentity(at.Mean.Count);
        var slope = (keep * at.Slope) - (EtaD * mass * g * at.Mean);
        var curvature = (keep * at.Curvature) + (EtaD * g * Delta * identity);
        if (Quadratic)
        {
            var second = at.Covariance + at.Mean.OuterProduct(at.Mean);
            curvature += EtaD * mass * g * g / 2 * ((second.Trace() * identity) + (2 * second));
        }

        var move = identity - (EtaG * Mass * curvature);
        return new(slope, curvature, (move * at.Mean) + (EtaG * Mass * slope), move * at.Covariance * move.Transpose());
    }

    /// <summary>The moments after 0, 1, ... updates.</summary>
    /// <param name="start">The moments at the start.</param>
    /// <param name="steps">The number of updates.</param>
    public IReadOnlyList<Moments> Run(Moments start, int steps)
    {
        var run = new List<Moments>(steps + 1) { start };
        while (run.Count <= steps)
        {
            run.Add(Step(run[^1]));
        }

        return run;
    }
}

/// <summary>The state of the second-moment model; the true point is the origin.</summary>
/// <param name="Slope">The discriminator's gradient b at the true point.</param>
/// <param name="Curvature">The negative C of the discriminator's second derivative there.</param>
/// <param name="Mean">The mean e of the generated points.</param>
/// <param name="Covariance">Their covariance.</param>
public sealed record Moments(
    Vector<double> Slope,
    Matrix<double> Curvature,
    Vector<double> Mean,
    Matrix<double> Covariance)
{
    /// <summary>The mean squared distance of the generated points from the true point.</summary>
    public double MeanSquare => Covariance.Trace() + (Mean * Mean);
}
