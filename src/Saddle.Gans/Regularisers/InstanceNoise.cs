using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>Gaussian noise on all that the discriminator sees, real and generated, in its own loss and in the generator's.</summary>
/// <param name="Sd">The standard deviation at the start, in the units of the data.</param>
/// <param name="Anneal">How it goes down.</param>
/// <param name="Steps">The number of updates after which it has gone: down to 0 linearly, or to sd / e exponentially.</param>
/// <remarks>
/// Arjovsky and Bottou 2017, arXiv:1701.04862, section 3: with noise on the generated samples too the generator's gradient is
/// exactly that of the divergence between the noised laws (corollary 3.2). Sønderby et al. 2017, arXiv:1610.04490,
/// lower the noise as training goes on. Penalties on the slope see the samples without noise.
/// </remarks>
[Entry(
    "instance-noise",
    "Gaussian noise on real and generated samples, less and less",
    @"x + \sigma_n \epsilon,\quad G(z) + \sigma_n \epsilon',\quad \sigma_n = \sigma \max(0, 1 - n / N)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 3; Sønderby et al. 2017 (arXiv:1610.04490)")]
public sealed record InstanceNoise(
    [Parameter("the standard deviation at the start, in the units of the data", Min = 0, Max = 1e6)] double Sd = 0.1,
    [Parameter("how the noise goes down with the updates")] Annealing Anneal = Annealing.Linear,
    [Parameter("the number of updates in which it goes down", Min = 1)] int Steps = 100000) : Regulariser
{
    /// <summary>The standard deviation at an update.</summary>
    /// <param name="step">The update's number, from 0.</param>
    public double At(long step) => Anneal switch
    {
        Annealing.Linear => Sd * Math.Max(0, 1 - ((double)step / Steps)),
        Annealing.Exponential => Sd * Math.Exp(-(double)step / Steps),
        _ => Sd,
    };

    /// <inheritdoc/>
    public override Tensor Disturb(Tensor samples, RandomTensors random, long step)
    {
        ArgumentNullException.ThrowIfNull(random);
        return At(step) is > 0 and var sd ? samples + (sd * random.Normal(samples.Shape)) : samples;
    }
}

/// <summary>How a number goes down as training goes on.</summary>
public enum Annealing
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>Linearly to 0.</summary>
    Linear,

    /// <summary>By a factor e each time.</summary>
    Exponential,
}
