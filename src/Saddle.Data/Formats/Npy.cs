using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>Writes numpy's .npy, format version 1.0, of little-endian doubles or singles.</summary>
/// <remarks>numpy.lib.format; readable by <c>numpy.load</c>.</remarks>
public static class Npy
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="shape">The lengths of the dimensions.</param>
    /// <param name="values">The values, row by row.</param>
    /// <exception cref="ArgumentException">The shape does not hold as many values as there are.</exception>
    public static byte[] Write(int[] shape, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (shape.Aggregate(1L, (product, n) => product * n) != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill the shape ({string.Join(", ", shape)}).", nameof(values));
        }

        return [.. Header([.. shape.Select(n => (long)n)], "<f8"), .. MemoryMarshal.AsBytes<double>(values)];
    }

    /// <summary>What a file of singles begins with; the values follow, row by row, little-endian.</summary>
    /// <param name="shape">The lengths of the dimensions.</param>
    public static byte[] HeaderOfSingles(IReadOnlyList<long> shape) => Header(shape, "<f4");

    /// <summary>
    /// The magic, the version, the header's length, and the header, padded so that the data begin at a multiple of 64.
    /// </summary>
    private static byte[] Header(IReadOnlyList<long> shape, string type)
    {
        var sizes = string.Concat(shape.Select(n => n.ToString(CultureInfo.InvariantCulture) + ","));
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}), }}";
        var length = ((10 + text.Length + 1 + 63) / 64 * 64) - 10;
        byte[] header =
        [
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            (byte)(length & 255),
            (byte)(length >> 8),
            .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n"),
        ];
        return header;
    }
}
