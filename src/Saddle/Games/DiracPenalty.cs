namespace Saddle.Games;

/// <summary>What is added to the discriminator's loss of the Dirac-GAN.</summary>
public enum DiracPenalty
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The squared gradient at the data (Mescheder et al. 2018, equation 9).</summary>
    R1,

    /// <summary>The squared gradient at the generated point (Mescheder et al. 2018, equation 10).</summary>
    R2,

    /// <summary>The squared distance of the gradient's norm from a slope (Gulrajani et al. 2017).</summary>
    GradientPenalty,

    /// <summary>Gaussian noise on data and generated points (Sonderby et al. 2017; Arjovsky and Bottou 2017).</summary>
    InstanceNoise,
}
