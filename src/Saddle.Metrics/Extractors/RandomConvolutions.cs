using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// A convolutional network that was never trained: its weights are random, of a fixed seed, so that they are the same
/// everywhere and need no download. Four convolutions of stride 2; the features are the means of every layer's
/// channels.
/// </summary>
/// <param name="Seed">The seed of the weights.</param>
/// <param name="Width">
/// The channels of the first layer; they double from layer to layer, so that there are 15 times as many features.
/// </param>
/// <param name="Size">The rows and columns that images are brought to.</param>
[Entry(
    "random-conv",
    "a convolutional network with random weights of a fixed seed",
    @"h_l = \mathrm{relu}(W_l * h_{l-1}),\quad W_l \sim N(0, 2 / n_l),\quad "
    + @"f = (\overline{h_1}, \ldots, \overline{h_4})",
    "Naeem, Oh, Uh, Choi, Yoo 2020 (arXiv:2002.09797), section 4.2: random embeddings")]
public sealed record RandomConvolutions(
    [Parameter("the seed of the weights", Min = 0)] int Seed = 1,
    [Parameter("the channels of the first layer", Min = 1, Max = 1024)] int Width = 32,
    [Parameter("the rows and columns that images are brought to", Min = 16, Max = 1024)] int Size = 64) : Extractor
{
    private const int LayerCount = 4;
    private const int Kernel = 3;

    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        var weights = Enumerable.Range(0, LayerCount)
            .Select(layer => TensorScope.Release(Weight(layer).To(where.Device, DType.Float32)))
            .ToArray();
        return new(Size, PixelRange.Signed, images => new(Features(images, weights)), []);
    }

    private static Tensor Features(Tensor x, Tensor[] weights)
    {
        var means = new List<Tensor>();
        foreach (var weight in weights)
        {
            x = Layers.Relu(Layers.Conv2d(x, weight, 0, 2, 1));
            means.Add(x.Mean([2, 3]));
        }

        return Tensor.Concatenate([.. means], 1);
    }

    private Tensor Weight(int layer) =>
        RandomNormals.Weight(
            (ulong)Seed, layer, (long)Width << layer, layer == 0 ? 3 : Width << (layer - 1), Kernel, Kernel);
}
