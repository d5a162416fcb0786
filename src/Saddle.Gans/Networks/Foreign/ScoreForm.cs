namespace Saddle.Gans.Networks.Foreign;

/// <summary>What a discriminator's scores are.</summary>
public enum ScoreForm
{
    /// <summary>Any number: objectives take it as it is.</summary>
    Logit,

    /// <summary>A chance in [0, 1], of the sample being real: its logit is the score.</summary>
    Probability,
}
