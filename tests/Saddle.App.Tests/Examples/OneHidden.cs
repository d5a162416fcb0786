using Saddle.Catalog;

namespace Saddle.Gans.Networks;

/// <summary>One hidden layer on either side, for points.</summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">The units of the hidden layer.</param>
[Entry(
    "one-hidden",
    "one hidden layer on either side, for points",
    @"G(z) = W_2 \max(0, W_1 z + b_1) + b_2",
    "made up for this guide")]
public sealed record OneHidden(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 2,
    [Parameter("the units of the hidden layer", Min = 1, Max = 100000)] int Width = 64) : Network
{
    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Build(blueprint, Latent, Length(item));
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Build(blueprint, Length(item), outputs);
    }

    private static int Length(IReadOnlyList<int> item) => item is [var length]
        ? length
        : throw new SettingsException($"one-hidden is for points, but an item's shape is [{string.Join(", ", item)}]");

    private Layer Build(Blueprint blueprint, int inputs, int outputs) => Blueprint.Sequence(
        blueprint.Linear("hidden", inputs, Width),
        Blueprint.Units(Activation.Rectifier),
        blueprint.Linear("output", Width, outputs));
}
