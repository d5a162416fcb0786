using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// An encoder of images to vectors of their regions and one of the whole: a convolution of stride 1, then such of
/// stride 2 until 4 to 7 places a side are left, which are the regions.
/// </summary>
internal sealed class RegionEncoder
{
    private const int LeastSide = 4;
    private const int MostWidths = 8;
    private const double Slope = 0.2;

    private readonly Layer _features;
    private readonly Layer _region;
    private readonly Layer _whole;

    /// <summary>Asks for the parameters.</summary>
    /// <param name="blueprint">Takes them down.</param>
    /// <param name="item">The shape of an item: an image's.</param>
    /// <param name="width">The channels of the first layer.</param>
    /// <param name="size">The length of a vector.</param>
    /// <exception cref="SettingsException">Items are no images, or too small.</exception>
    public RegionEncoder(Blueprint blueprint, IReadOnlyList<int> item, int width, int size)
    {
        if (item is not [var inputs, var height, var breadth] || Math.Min(height, breadth) < LeastSide)
        {
            throw new SettingsException(
                $"matching-encoder is for images of {LeastSide} pixels a side and more, but an item's shape is "
                + $"[{string.Join(", ", item)}]");
        }

        var (layers, channels) = (new List<Layer> { Layer("layer.0", inputs, width, 3, 1) }, (long)width);
        for (; Math.Min(height, breadth) >= 2 * LeastSide; height /= 2, breadth /= 2)
        {
            var next = Math.Min(2 * channels, MostWidths * (long)width);
            layers.Add(Layer($"layer.{layers.Count}", channels, next, 4, 2));
            channels = next;
        }

        layers.Add(Layer($"layer.{layers.Count}", channels, channels, 3, 1));
        _features = Blueprint.Sequence(layers);
        _region = blueprint.Linear("region", channels, size);
        _whole = blueprint.Linear("whole", channels * height * breadth, size);

        Layer Layer(string name, long from, long to, int kernel, int stride) => Blueprint.Sequence(
            blueprint.Conv2d(name, from, to, kernel, stride, 1),
            Blueprint.Function(x => Layers.LeakyRelu(x, Slope)));
    }

    /// <summary>The vectors of the regions, [n, regions, size], and of the whole image, [n, size].</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="images">[n, channels, height, width].</param>
    public (Func<Tensor> Regions, Tensor Whole) Encode(Pass pass, Tensor images)
    {
        var h = _features(pass, images);
        var (count, channels) = (h.Shape[0], h.Shape[1]);
        return (
            () => _region(pass, h.Reshape(count, channels, -1).Transpose(1, 2)),
            _whole(pass, h.Reshape(count, -1)));
    }
}
