namespace Saddle.Gans.Probes;

/// <summary>A fresh discriminator after some updates against a frozen generator.</summary>
/// <param name="Iteration">The number of updates of the discriminator.</param>
/// <param name="Error">Its cross entropy, both sides added: 2 log 2 where it knows nothing.</param>
/// <param name="Accuracy">The share of samples that it tells, in [0, 1].</param>
/// <param name="Separation">The chance that a real sample scores above a generated one, in [0, 1].</param>
/// <param name="Saturating">The norm of the generator's gradient under log(1 - D).</param>
/// <param name="NonSaturating">That under -log D.</param>
/// <param name="Distance">
/// The largest over the samples of both sides of |D - D*| + |grad D|, where D* is 1 on real and 0 on generated samples:
/// theorem 2.4's distance, on what was looked at. It sees the samples without noise.
/// </param>
public sealed record FreshDiscriminator(
    int Iteration,
    double Error,
    double Accuracy,
    double Separation,
    double Saturating,
    double NonSaturating,
    double Distance)
{
    /// <summary>
    /// The M of theorem 2.4: the root of the mean squared norm of the Jacobian of g(z) by the generator's parameters.
    /// </summary>
    public double Steepness { get; init; }

    /// <summary>
    /// How far the gradient under -log D is from its mean over minibatches of the run's size: the root of the summed
    /// variances of its entries.
    /// </summary>
    public double Deviation { get; init; }

    /// <summary>
    /// Theorem 2.4's bound on the norm under log(1 - D): M distance / (1 - distance); NaN where the distance is 1 or
    /// more.
    /// </summary>
    public double Bound => Distance < 1 ? Steepness * Distance / (1 - Distance) : double.NaN;
}
