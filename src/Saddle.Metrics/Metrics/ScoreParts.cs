namespace Saddle.Metrics;

/// <summary>Where the parts of an Inception score begin and end when the samples do not divide by them.</summary>
public enum ScoreParts
{
    /// <summary>Part i from floor(i n / parts) on, so that all samples count: torch-fidelity and OpenAI.</summary>
    Even,

    /// <summary>Parts of floor(n / parts); what is left over counts in none: dgm-eval.</summary>
    Whole,

    /// <summary>Parts of ceil(n / parts) and a smaller last one; perhaps fewer parts: torchmetrics.</summary>
    Chunks,
}
