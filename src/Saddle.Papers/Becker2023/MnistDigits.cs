using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// One image of each digit from MNIST's training files, as points of 784 coordinates from 0 to 1: the first of each
/// digit in the files' order.
/// </summary>
public static class MnistDigits
{
    /// <summary>Reads the ten images, 0 to 9.</summary>
    /// <param name="folder">The folder that has the two training files, plain or compressed by gzip.</param>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="SettingsException">
    /// There are no labels, a digit does not occur, or the images are of another size.
    /// </exception>
    public static IReadOnlyList<double[]> Read(string folder)
    {
        using var images = new Mnist { Path = folder }.OpenImages(new DataFolder(folder), seed: 0);
        if (images is not ILabelled labels)
        {
            throw new SettingsException(
                $"{folder}: there is neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz, "
                + "but one image of each digit is needed");
        }

        return
        [
            .. Enumerable.Range(0, labels.Classes.Count)
                .Select(digit => Pixels(images, First(folder, images.Count, labels, digit))),
        ];
    }

    private static long First(string folder, long count, ILabelled labels, int digit)
    {
        for (var i = 0L; i < count; i++)
        {
            if (labels.Label(i) == digit)
            {
                return i;
            }
        }

        throw new SettingsException($"{folder}: no label is {digit.Text()}, but one image of each digit is needed");
    }

    private static double[] Pixels(IImages images, long index)
    {
        var image = images.Read(index);
        return image is { Width: Digits.Side, Height: Digits.Side }
            ? [.. image.Pixels.Select(pixel => pixel / 255.0)]
            : throw new SettingsException(
                $"{image.Name}: an image of {image.Width.Text()} x {image.Height.Text()} pixels, "
                + $"expected {Digits.Side.Text()} x {Digits.Side.Text()}");
    }
}
