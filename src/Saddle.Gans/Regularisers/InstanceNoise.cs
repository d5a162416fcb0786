using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// Noise on all that the discriminator sees, real and generated, in its own loss and in the generator's.
/// </summary>
/// <param name="Sd">
/// The scale at the start, in the units of the data: of a law with a variance the standard deviation in each
/// coordinate.
/// </param>
/// <param name="Anneal">How it goes down.</param>
/// <param name="Steps">
/// The number of updates after which it has gone: down to 0 linearly, or to sd / e exponentially.
/// </param>
/// <param name="Law">The law of the noise at scale 1.</param>
/// <param name="Covariance">
/// A symmetric positive definite matrix S, row by row, that the noise is stretched by: its law at scale 1 is then that
/// of L e with L L' = S. Empty for the unit matrix, the same in every direction.
/// </param>
/// <param name="Floor">
/// The scale that it does not go below: without any noise a discriminator is perfect again where supports hardly meet.
/// </param>
/// <remarks>
/// Arjovsky and Bottou 2017, arXiv:1701.04862, section 3: with noise on the generated samples too the generator's
/// gradient is exactly that of the divergence between the noised laws (corollary 3.2). Corollary 3.1 names three
/// noises: the isotropic normal one, the normal one with a covariance, and one of density proportional to |x|^-(d+1).
/// That last function has no integral near 0; what has its tails is the Cauchy law, proportional to (s^2 +
/// |x|^2)^-((d+1)/2). Theorem 3.3 needs noise within a ball. Sønderby et al. 2017, arXiv:1610.04490, lower the noise as
/// training goes on. Penalties on the slope see the samples without noise.
/// </remarks>
[Entry(
    "instance-noise",
    "noise on real and generated samples, less and less",
    @"x + \sigma_n \epsilon,\quad G(z) + \sigma_n \epsilon',\quad \sigma_n = \max(\sigma_*, \sigma (1 - n / N))",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 3; Sønderby et al. 2017 (arXiv:1610.04490)")]
public sealed record InstanceNoise(
    [Parameter(
        "the scale at the start, in the units of the data: the standard deviation, where there is one",
        Min = 0,
        Max = 1e6)]
    double Sd = 0.1,
    [Parameter("how the noise goes down with the updates")] Annealing Anneal = Annealing.Linear,
    [Parameter("the number of updates in which it goes down", Min = 1)] int Steps = 100000,
    [Parameter("the law of the noise")] NoiseLaw Law = NoiseLaw.Normal,
    [Parameter(
        "a positive definite matrix that stretches the noise, row by row; empty for the same in every direction",
        Default = "",
        Min = -1e6,
        Max = 1e6)]
    double[]? Covariance = null,
    [Parameter("the scale that it does not go below as it goes down", Min = 0, Max = 1e6)]
    double Floor = 0) : Regulariser, IValidated
{
    /// <summary>What stretches the noise, row by row; empty for nothing.</summary>
    public double[] Covariance { get; init; } = Covariance ?? [];

    /// <inheritdoc/>
    public void Validate()
    {
        if (Floor > Sd)
        {
            throw new SettingsException(FormattableString.Invariant($"floor must be at most sd, {Sd}, but is {Floor}"));
        }

        if (Covariance.Length > 0)
        {
            _ = Factor();
        }
    }

    /// <summary>The scale at an update.</summary>
    /// <param name="step">The update's number, from 0.</param>
    public double At(long step) => Anneal switch
    {
        Annealing.Linear => Math.Max(Floor, Sd * (1 - ((double)step / Steps))),
        Annealing.Exponential => Math.Max(Floor, Sd * Math.Exp(-(double)step / Steps)),
        _ => Sd,
    };

    /// <inheritdoc/>
    /// <exception cref="SettingsException">The covariance is for items of another size.</exception>
    public override Tensor Disturb(Tensor samples, RandomTensors random, long step)
    {
        ArgumentNullException.ThrowIfNull(random);
        return At(step) is > 0 and var sd ? samples + (sd * Stretched(Draw(random, samples.Shape), samples)) : samples;
    }

    private Tensor Draw(RandomTensors random, long[] shape)
    {
        var normal = random.Normal(shape);
        if (Law == NoiseLaw.Normal)
        {
            return normal;
        }

        long[] one = [shape[0], .. Enumerable.Repeat(1L, shape.Length - 1)];
        if (Law == NoiseLaw.Cauchy)
        {
            return normal / Tensor.Abs(random.Normal(one));
        }

        // A direction, and a radius whose d-th power is uniform; in a ball of radius r every coordinate has the
        // variance r^2 / (d + 2).
        var size = shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        var length = Tensor.Sqrt(normal.Reshape(shape[0], -1).Square().Sum([1])).Reshape(one);
        return normal / length * random.Uniform(one).Power(1.0 / size) * Math.Sqrt(size + 2);
    }

    private Tensor Stretched(Tensor noise, Tensor like)
    {
        if (Covariance.Length == 0)
        {
            return noise;
        }

        var (shape, factor) = (noise.Shape, Factor());
        var flat = noise.Reshape(shape[0], -1);
        return flat.Shape[1] == factor.RowCount
            ? flat.MatMul(
                Tensor.From(factor.ToRowMajorArray(), [factor.RowCount, factor.RowCount])
                    .To(like.Device, like.DType)
                    .Transpose())
                .Reshape(shape)
            : throw new SettingsException($"instance-noise: covariance is for items of {factor.RowCount} numbers, "
                + $"but an item has {flat.Shape[1]}");
    }

    // L with L L' = S.
    private Matrix<double> Factor()
    {
        var size = (int)Math.Sqrt(Covariance.Length);
        if (size * size != Covariance.Length)
        {
            throw new SettingsException($"covariance needs a square number of entries, but has {Covariance.Length}");
        }

        var matrix = Matrix<double>.Build.DenseOfRowMajor(size, size, Covariance);
        return matrix.IsSymmetric() && matrix.Evd(Symmetricity.Symmetric).EigenValues.All(e => e.Real > 0)
            ? matrix.Cholesky().Factor
            : throw new SettingsException("covariance must be symmetric and positive definite");
    }
}
