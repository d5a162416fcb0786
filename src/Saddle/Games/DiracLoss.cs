namespace Saddle.Games;

/// <summary>The losses of the Dirac-GAN.</summary>
public enum DiracLoss
{
    /// <summary>The minimax loss of Goodfellow et al. 2014.</summary>
    Vanilla,

    /// <summary>
    /// The generator maximises the chance that its point is taken for data (Goodfellow et al. 2014, section 3).
    /// </summary>
    NonSaturating,

    /// <summary>The linear loss of Arjovsky et al. 2017 (no Lipschitz constraint is imposed).</summary>
    Wasserstein,

    /// <summary>The hinge loss of Lim and Ye 2017.</summary>
    Hinge,

    /// <summary>The quadratic loss of Mao et al. 2017, targets -1 and 1.</summary>
    LeastSquares,
}
