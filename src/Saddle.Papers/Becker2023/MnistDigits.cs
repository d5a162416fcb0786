using System.Buffers.Binary;
using System.IO.Compression;
using Saddle.Catalog;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// One image of each digit from MNIST's training files, as points of 784 coordinates from 0 to 1: the first of each digit in
/// the files' order. The files are IDX, as they are or compressed by gzip; nothing but the images needed is kept.
/// </summary>
/// <remarks>
/// IDX: two zero bytes, 8 for unsigned bytes, the number of dimensions, each dimension as four bytes (largest first), then the
/// data, the last dimension fastest. LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
/// </remarks>
public static class MnistDigits
{
    private const int Classes = 10;
    private const string Images = "train-images-idx3-ubyte";
    private const string Labels = "train-labels-idx1-ubyte";

    /// <summary>Reads the ten images, 0 to 9.</summary>
    /// <param name="folder">The folder that has the two training files.</param>
    /// <exception cref="SettingsException">A file is missing or damaged, or a digit does not occur.</exception>
    public static IReadOnlyList<double[]> Read(string folder)
    {
        var (labelled, labels, labelShape) = ReadIdx(folder, Labels, 1, int.MaxValue);
        var first = Enumerable.Range(0, Classes).Select(digit => Array.IndexOf(labels, (byte)digit)).ToArray();
        var missing = Array.IndexOf(first, -1);
        if (missing >= 0)
        {
            throw new SettingsException($"{labelled}: no label is {missing.Text()}, but one image of each digit is needed");
        }

        var (pictured, pixels, shape) = ReadIdx(folder, Images, 3, first.Max() + 1);
        if (shape[1] != Digits.Side || shape[2] != Digits.Side)
        {
            throw new SettingsException($"{pictured}: images of {shape[1].Text()} x {shape[2].Text()} pixels, expected {Digits.Side.Text()} x {Digits.Side.Text()}");
        }

        if (shape[0] != labelShape[0])
        {
            throw new SettingsException($"{pictured}: {shape[0].Text()} images, but {labelShape[0].Text()} labels in {labelled}");
        }

        const int Size = Digits.Side * Digits.Side;
        return [.. first.Select(image => pixels.Skip(image * Size).Take(Size).Select(pixel => pixel / 255.0).ToArray())];
    }

    /// <summary>A file of unsigned bytes with so many dimensions; of its items no more than asked for are read.</summary>
    private static (string Path, byte[] Data, int[] Shape) ReadIdx(string folder, string name, int dimensions, int items)
    {
        var path = new[] { name, name + ".gz" }.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
            ?? throw new SettingsException($"{folder}: there is neither {name} nor {name}.gz");
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            var header = new byte[4 * (1 + dimensions)];
            stream.ReadExactly(header);
            if (header is not [0, 0, 8, ..] || header[3] != dimensions)
            {
                throw new SettingsException($"{path}: not an IDX file of unsigned bytes in {dimensions.Text()} dimensions: it starts with {Convert.ToHexString(header, 0, 4)}, expected 0000080{dimensions.Text()}");
            }

            int[] shape = [.. Enumerable.Range(1, dimensions).Select(i => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 * i)))];
            var size = shape.Skip(1).Aggregate((double)Math.Min(shape[0], items), (product, n) => product * n);
            if (shape.Any(n => n <= 0) || size > Array.MaxLength)
            {
                throw new SettingsException($"{path}: impossible dimensions {string.Join(" x ", shape.Select(n => n.Text()))}");
            }

            var data = new byte[(int)size];
            stream.ReadExactly(data);
            return (path, data, shape);
        }
        catch (EndOfStreamException)
        {
            throw new SettingsException($"{path}: ends too early for the dimensions that it states");
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{path}: {broken.Message}");
        }
    }
}
