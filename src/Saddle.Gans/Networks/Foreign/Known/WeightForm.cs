namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>How public code divides weights by their largest singular value.</summary>
internal enum WeightForm
{
    /// <summary>Not at all.</summary>
    Plain,

    /// <summary>As <c>torch.nn.utils.spectral_norm</c> does: the vectors are at rest in evaluation.</summary>
    Hook,

    /// <summary>As older versions of mimicry do: evaluation makes an iteration, too, and does not keep it.</summary>
    Mimicry,
}
