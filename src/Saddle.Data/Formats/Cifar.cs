using System.Globalization;

namespace Saddle.Data.Formats;

/// <summary>
/// One batch of CIFAR-10: labels, and images of 32x32 whose red, green and blue planes follow each other.
/// </summary>
/// <param name="Labels">The label of each image.</param>
/// <param name="Pixels">The images, 3,072 bytes each.</param>
/// <remarks>https://www.cs.toronto.edu/~kriz/cifar.html, "Python version" and "Binary version".</remarks>
internal sealed record CifarBatch(byte[] Labels, byte[] Pixels)
{
    /// <summary>The number of bytes of an image.</summary>
    public const int ImageLength = 3 * 32 * 32;

    private const int RecordLength = 1 + ImageLength;

    /// <summary>Reads a batch in the binary version: records of a label and an image.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="DataException">It is cut short, or has a label above 9.</exception>
    public static CifarBatch FromBinary(byte[] bytes, string name)
    {
        if (bytes.Length == 0 || bytes.Length % RecordLength != 0)
        {
            throw new DataException(
                name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it has {bytes.Length} bytes, where whole records of {RecordLength} are expected; "
                    + $"it is cut short, or not CIFAR-10 in the binary version"));
        }

        var count = bytes.Length / RecordLength;
        var batch = new CifarBatch(new byte[count], new byte[count * ImageLength]);
        for (var i = 0; i < count; i++)
        {
            batch.Labels[i] = bytes[i * RecordLength];
            bytes.AsSpan((i * RecordLength) + 1, ImageLength).CopyTo(batch.Pixels.AsSpan(i * ImageLength));
        }

        return batch.Checked(name);
    }

    /// <summary>Reads a batch in the Python version: a pickled dictionary of <c>data</c> and <c>labels</c>.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="DataException">It is damaged, or names something else than arrays of numpy.</exception>
    public static CifarBatch FromPickle(byte[] bytes, string name)
    {
        var (value, _) = Pickle.Read(bytes, name, NumpyArray.IsAllowed);
        var data = NumpyArray.From((value as PickleMap)?.Find("data"));
        if (data is not { Sizes: [var count, ImageLength] }
            || (value as PickleMap)?.Find("labels") is not List<object?> labels)
        {
            throw new DataException(
                name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the pickle is not a dictionary with 'data', "
                    + $"an array of unsigned bytes of N x {ImageLength}, and 'labels', a list"));
        }

        return labels.Count == count && labels.TrueForAll(label => label is >= 0L and <= 255L)
            ? new CifarBatch([.. labels.Select(label => (byte)(long)label!)], data.Values).Checked(name)
            : throw new DataException(
                name,
                FormattableString.Invariant(
                    $"it has {labels.Count} labels for {count} images, or one that is no label"));
    }

    private CifarBatch Checked(string name) => Array.FindIndex(Labels, label => label > 9) is >= 0 and var wrong
        ? throw new DataException(
            name, FormattableString.Invariant($"image {wrong} has label {Labels[wrong]}, where 0 to 9 are expected"))
        : this;
}
