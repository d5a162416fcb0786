using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// Residual one-dimensional convolutions over the characters of a line; the generator's outputs are the chances of each
/// character.
/// </summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">The channels.</param>
/// <param name="Blocks">The number of residual blocks.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// Gulrajani et al. 2017, arXiv:1704.00028 (its code, gan_language); each block is x + 0.3 f(x). Items are [length,
/// vocabulary]: real text one-hot, generated text by softmax. The discriminator sees both as they are, so it must be
/// one whose slope is bounded (gradient-penalty).
/// </remarks>
[Entry(
    "char-resnet",
    "residual convolutions over the characters of a line",
    @"x \leftarrow x + 0.3\, \mathrm{conv}_5(\max(0, \mathrm{conv}_5(\max(0, x))))",
    "Gulrajani et al. 2017 (arXiv:1704.00028), as in its code")]
public sealed record CharResNet(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 128,
    [Parameter("the channels", Min = 1, Max = 10000)] int Width = 512,
    [Parameter("the number of residual blocks", Min = 0, Max = 100)] int Blocks = 5,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal) : Network
{
    private const int Kernel = 5;
    private const double Share = 0.3;

    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (length, vocabulary) = Text(item);
        return Blueprint.Sequence(
        [
            Linear(blueprint, "input", Latent, (long)length * Width),
            Blueprint.Reshape(Width, length),
            .. Residual(blueprint),
            Conv(blueprint, "output", Width, vocabulary, 1),
            Blueprint.Function(x => x.Transpose(1, 2)),
            Blueprint.Range(item),
        ]);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (length, vocabulary) = Text(item);
        return Blueprint.Sequence(
        [
            Blueprint.Function(x => x.Transpose(1, 2)),
            Conv(blueprint, "input", vocabulary, Width, 1),
            .. Residual(blueprint),
            Blueprint.Reshape((long)length * Width),
            Linear(blueprint, "output", (long)length * Width, outputs),
        ]);
    }

    private static (int Length, int Vocabulary) Text(IReadOnlyList<int> item) => item is [var length, var vocabulary]
        ? (length, vocabulary)
        : throw new SettingsException(
            $"char-resnet is for text, [length, vocabulary], but an item's shape is [{string.Join(", ", item)}]");

    private static Layer Linear(Blueprint blueprint, string name, long inputs, long outputs) =>
        blueprint.Linear(name, inputs, outputs, Initial.Xavier(inputs, outputs), Initial.Zero);

    private static Layer Conv(Blueprint blueprint, string name, long inputs, long outputs, int size) =>
        blueprint.Conv1d(name, inputs, outputs, size, Initial.Xavier(inputs * size, outputs * size, Math.Sqrt(2)));

    private IEnumerable<Layer> Residual(Blueprint blueprint) => Enumerable.Range(0, Blocks).Select(i =>
    {
        var first = Conv(blueprint, $"block.{i}.conv1", Width, Width, Kernel);
        var second = Conv(blueprint, $"block.{i}.conv2", Width, Width, Kernel);
        return new Layer((pass, x) => x + (Share * second(pass, Layers.Relu(first(pass, Layers.Relu(x))))));
    });
}
