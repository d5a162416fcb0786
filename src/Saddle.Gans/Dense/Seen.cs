using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Dense;

/// <summary>What a pass has seen: a sample, and players' parameters.</summary>
/// <param name="key">The sample.</param>
/// <param name="generator">The generator's parameters; the number 0 where they did not matter.</param>
/// <param name="discriminator">The discriminator's; the number 0 where they did not matter.</param>
internal readonly struct Seen(in SampleKey key, Tensor generator, Tensor discriminator)
{
    private readonly SampleKey _key = key with { Shared = false, Extrapolated = false };
    private readonly Tensor _generator = generator;
    private readonly Tensor _discriminator = discriminator;

    /// <summary>Whether it is the same sample and the very same parameters.</summary>
    public bool Is(in Seen other) =>
        _key == other._key && Same(_generator, other._generator) && Same(_discriminator, other._discriminator);

    private static bool Same(Tensor one, Tensor other) => one.Is(other) || (one.IsNumber && other.IsNumber);
}
