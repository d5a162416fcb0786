using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// Images of one thing at several sides, each half of the one before, one behind the other as channels: what stages of
/// a generator make, and what a discriminator a stage scores. The smaller ones stand there with each of their pixels
/// repeated, so that one tensor holds all and a gradient by it is one by each of them.
/// </summary>
internal static class Pyramid
{
    /// <summary>Images and what is left of them at half the side, level by level: means of 2 x 2 pixels.</summary>
    /// <param name="images">[n, channels, height, width], the sides multiples of 2^(levels - 1).</param>
    /// <param name="levels">How many sides.</param>
    /// <returns>[n, levels channels, height, width].</returns>
    public static Tensor Of(Tensor images, int levels)
    {
        var (sides, smaller) = (new List<Tensor> { images }, images);
        for (var level = 1; level < levels; level++)
        {
            smaller = Layers.AveragePool(smaller, 2, 2);
            sides.Add(smaller);
        }

        return Join(sides);
    }

    /// <summary>One tensor of images of the same channels.</summary>
    /// <param name="sides">From the largest to the smallest, each of half the side.</param>
    /// <returns>[n, levels channels, height, width].</returns>
    public static Tensor Join(IReadOnlyList<Tensor> sides) => sides.Count == 1 ? sides[0] : Tensor.Concatenate(
        [.. sides.Select((image, level) => level == 0 ? image : Layers.UpsampleNearest(image, 1 << level))], 1);

    /// <summary>The images of one side.</summary>
    /// <param name="joined">[n, levels channels, height, width].</param>
    /// <param name="channels">The channels of one image.</param>
    /// <param name="level">Which: 0 is the largest.</param>
    public static Tensor Level(Tensor joined, long channels, int level)
    {
        var images = joined.Shape[1] == channels ? joined : joined.Narrow(1, level * channels, channels);
        if (level == 0)
        {
            return images;
        }

        var (n, height, width, step) = (joined.Shape[0], joined.Shape[2], joined.Shape[3], 1 << level);
        return images
            .Reshape(n, channels, height / step, step, width / step, step)
            .Narrow(3, 0, 1)
            .Narrow(5, 0, 1)
            .Reshape(n, channels, height / step, width / step);
    }
}
