namespace Saddle.Gans.Doctor;

/// <summary>The functions of scores that losses are made of.</summary>
internal enum LossFamily
{
    /// <summary>-log D and -log(1 - D).</summary>
    CrossEntropy,

    /// <summary>As the cross entropy, but the generator descends log(1 - D).</summary>
    Saturating,

    /// <summary>Squares of the scores' distances from 1 and 0.</summary>
    LeastSquares,

    /// <summary>max(0, 1 - f) and max(0, 1 + f), and -f for the generator.</summary>
    Hinge,

    /// <summary>The scores themselves.</summary>
    Wasserstein,
}
