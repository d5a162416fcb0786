using System.Buffers.Binary;
using System.Globalization;

namespace Saddle.Data.Formats;

/// <summary>An array of a MATLAB file: the first dimension's values lie side by side.</summary>
/// <param name="Name">The array's name.</param>
/// <param name="Sizes">The sizes of the dimensions.</param>
/// <param name="Type">
/// How numbers are stored: 1 int8, 2 uint8, 3 int16, 4 uint16, 5 int32, 6 uint32, 7 single, 9 double.
/// </param>
/// <param name="Bytes">The numbers.</param>
internal sealed record MatArray(string Name, int[] Sizes, int Type, Bytes Bytes)
{
    /// <summary>Whether numbers are stored as unsigned bytes.</summary>
    public bool IsBytes => Type == 2;

    private int NumberLength => Type switch
    {
        1 or 2 => 1,
        3 or 4 => 2,
        5 or 6 or 7 => 4,
        9 => 8,
        _ => throw new InvalidDataException(FormattableString.Invariant($"array {Name} has numbers of type {Type}")),
    };

    /// <summary>Itself, if the sizes agree with the number of bytes.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <exception cref="DataException">They do not.</exception>
    public MatArray Checked(string path)
    {
        var count = Sizes.Aggregate(
            (Int128)1, (product, size) => size >= 0 && product < long.MaxValue ? product * size : -1);
        return count * NumberLength == Bytes.Length
            ? this
            : throw new DataException(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"array {Name} of {string.Join(" x ", Sizes)} numbers of "
                    + $"{NumberLength} bytes has {Bytes.Length} bytes"));
    }

    /// <summary>One number.</summary>
    /// <param name="index">Its place.</param>
    public double Number(long index)
    {
        Span<byte> bytes = stackalloc byte[8];
        Bytes.Read(index * NumberLength, bytes[..NumberLength]);
        return Type switch
        {
            1 => (sbyte)bytes[0],
            2 => bytes[0],
            3 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            5 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            6 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            7 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
    }
}
