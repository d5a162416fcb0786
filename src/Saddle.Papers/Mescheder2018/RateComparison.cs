namespace Saddle.Papers.Mescheder2018;

/// <summary>How fast a distance changes, three times over: each is the logarithm of its factor in one update.</summary>
/// <param name="Formula">By the formula of the literature.</param>
/// <param name="Spectrum">By the spectral radius of the update.</param>
/// <param name="Measured">
/// The slope of the log distance along a trajectory that starts close to the equilibrium.
/// </param>
public sealed record RateComparison(double Formula, double Spectrum, double Measured)
{
    /// <summary>How far the measured rate is from the formula's, relative to it.</summary>
    public double Off => Math.Abs((Measured / Formula) - 1);

    /// <summary>How far the spectrum's radius is from the formula's, relative to it.</summary>
    public double SpectrumOff => Math.Abs(Math.Exp(Spectrum - Formula) - 1);
}
