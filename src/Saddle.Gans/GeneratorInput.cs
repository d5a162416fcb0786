using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>What a generator makes samples of.</summary>
/// <param name="Latent">Latent vectors, [n, length].</param>
/// <param name="Condition">What is asked for, sample by sample; null where nothing is.</param>
/// <param name="Seed">The seed of what the network draws itself.</param>
public readonly record struct GeneratorInput(Tensor Latent, Condition? Condition = null, ulong Seed = 0)
{
    /// <summary>Latent vectors alone.</summary>
    /// <param name="latent">[n, length].</param>
    public static implicit operator GeneratorInput(Tensor latent) => new(latent);
}
