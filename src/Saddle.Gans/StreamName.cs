namespace Saddle.Gans;

/// <summary>
/// The random streams of a GAN: what one of them draws (minibatches, latent vectors, noise), no other draws. A stream's
/// number is that of a run in its keys, so it must never change: figures would.
/// </summary>
public enum StreamName
{
    /// <summary>What updates see.</summary>
    Training = 0,

    /// <summary>Samples that are looked at: the grids of a run, the points of a GAN that somebody watches.</summary>
    Looking = 1,

    /// <summary>
    /// Samples that known modes are counted on, and those that are drawn from a run's checkpoint by a seed of their
    /// own.
    /// </summary>
    Sampling = 2,

    /// <summary>Samples that a run's metrics are measured on.</summary>
    Measuring = 3,

    /// <summary>The probe <c>gradient-norms</c>.</summary>
    GradientNorms = 16,

    /// <summary>The probe <c>optimal-discriminator</c>: what its discriminator is trained on.</summary>
    FreshTraining = 17,

    /// <summary>The probe <c>optimal-discriminator</c>: what its discriminator is judged on.</summary>
    FreshScores = 18,

    /// <summary>The probe <c>optimal-discriminator</c>: what the gradients are measured on.</summary>
    FreshGradients = 19,

    /// <summary>The probe <c>gradient-tails</c>.</summary>
    GradientTails = 20,

    /// <summary>The probe <c>spectrum</c>.</summary>
    Spectrum = 21,

    /// <summary>The probe <c>modes</c>.</summary>
    Modes = 22,

    /// <summary>The probe <c>coverage</c>.</summary>
    Coverage = 23,

    /// <summary>The probe <c>memorisation</c>.</summary>
    Memorisation = 24,

    /// <summary>The probe <c>discriminator-collapse</c>.</summary>
    DiscriminatorCollapse = 25,

    /// <summary>The doctor's distance between real and generated samples.</summary>
    Distance = 26,

    /// <summary>The probe <c>optimal-discriminator</c>: how much the gradient differs between minibatches.</summary>
    FreshDeviation = 27,
}
