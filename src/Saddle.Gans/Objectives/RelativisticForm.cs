namespace Saddle.Gans.Objectives;

/// <summary>What a relativistic discriminator compares a score with.</summary>
public enum RelativisticForm
{
    /// <summary>The mean score of the other side (RaSGAN).</summary>
    Mean,

    /// <summary>The score of one sample of the other side (RSGAN).</summary>
    Pair,
}
