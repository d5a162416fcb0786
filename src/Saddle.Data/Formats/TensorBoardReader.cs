using System.Buffers.Binary;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>Reads the scalars of a TensorBoard event file, as plain values or as tensors of one number.</summary>
/// <remarks>
/// TensorFlow's <c>event.proto</c>, <c>summary.proto</c> and <c>tensor.proto</c>: Event has step 2 and summary 5; a
/// summary's values 1 have tag 1, simple_value 2 or tensor 8; a tensor has dtype 1, tensor_content 4, float_val 5,
/// double_val 6.
/// </remarks>
public static class TensorBoardReader
{
    private const int Head = 12;
    private const int Foot = 4;
    private const int MostRecord = 64 << 20;

    /// <summary>Reads a file. A last record that is cut off, as of a process that was stopped, is left out.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Each scalar by its tag, with its steps in the file's order.</returns>
    /// <exception cref="DataException">The file cannot be read, or a record is damaged.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> Read(string path)
    {
        var scalars = new Dictionary<string, List<(long, double)>>(StringComparer.Ordinal);
        foreach (var record in Records(path))
        {
            long step = 0;
            var values = new List<(string Tag, double Value)>();
            Fields(path, record, (field, number, bytes) =>
            {
                step = field == 2 ? (long)number : step;
                if (field == 5)
                {
                    Fields(path, bytes, (inner, _, value) => AddTo(values, path, inner == 1 ? value : null));
                }
            });
            foreach (var (tag, value) in values)
            {
                (scalars.TryGetValue(tag, out var list) ? list : scalars[tag] = []).Add((step, value));
            }
        }

        return scalars.ToDictionary(s => s.Key, s => (IReadOnlyList<(long, double)>)s.Value, StringComparer.Ordinal);
    }

    private static IEnumerable<byte[]> Records(string path)
    {
        // The file of a run that has just begun is empty.
        using var file = new FileStream(
            InputFile.OpenHandle(path, FileOptions.None, mayHaveHoles: false), FileAccess.Read);
        var head = new byte[Head];
        for (var at = 0L; at + Head + Foot <= file.Length;)
        {
            file.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt64LittleEndian(head);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8))
                != TensorBoardWriter.MaskedCrc(head.AsSpan(0, 8)))
            {
                throw new DataException(
                    path,
                    FormattableString.Invariant(
                        $"not an event file of TensorBoard: the checksum of the record at byte {at} is wrong"));
            }

            if (length < 0)
            {
                throw new DataException(
                    path,
                    FormattableString.Invariant(
                        $"the record at byte {at} is damaged: it declares a length of {length} bytes"));
            }

            if (length > file.Length - at - Head - Foot)
            {
                yield break;
            }

            if (length > MostRecord)
            {
                throw new DataException(
                    path,
                    FormattableString.Invariant(
                        $"the record at byte {at} has {length} bytes, where at most {MostRecord} are expected"));
            }

            var record = new byte[length];
            file.ReadExactly(record);
            file.ReadExactly(head, 0, Foot);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != TensorBoardWriter.MaskedCrc(record))
            {
                throw new DataException(
                    path, FormattableString.Invariant($"the record at byte {at} is damaged: its checksum is wrong"));
            }

            yield return record;
            at += Head + length + Foot;
        }
    }

    private static void AddTo(List<(string Tag, double Value)> values, string path, byte[]? message)
    {
        if (message is null)
        {
            return;
        }

        string? tag = null;
        double? value = null;
        Fields(path, message, (field, number, bytes) =>
        {
            tag = field == 1 ? Encoding.UTF8.GetString(bytes) : tag;
            value = field == 2 ? BitConverter.UInt32BitsToSingle((uint)number)
                : field == 8 ? Scalar(path, bytes)
                : value;
        });
        if (tag is not null && value is not null)
        {
            values.Add((tag, value.Value));
        }
    }

    // Only tensors of one float or double are scalars; images, texts and histograms are tensors too.
    private static double? Scalar(string path, byte[] tensor)
    {
        ulong type = 0;
        byte[] content = [];
        Fields(path, tensor, (field, number, bytes) =>
        {
            type = field == 1 ? number : type;
            content = field switch
            {
                4 or 5 or 6 when bytes.Length > 0 => bytes,
                5 => BitConverter.GetBytes((uint)number),
                6 => BitConverter.GetBytes(number),
                _ => content,
            };
        });
        return (type, content.Length) switch
        {
            (1, 4) => BitConverter.ToSingle(content),
            (2, 8) => BitConverter.ToDouble(content),
            _ => null,
        };
    }

    private static void Fields(string path, ReadOnlySpan<byte> message, Action<int, ulong, byte[]> take)
    {
        while (message.Length > 0)
        {
            var key = Varint(path, ref message);
            var (number, bytes) = (0UL, Array.Empty<byte>());
            switch (key & 7)
            {
                case 0:
                    number = Varint(path, ref message);
                    break;
                case 1:
                    number = BinaryPrimitives.ReadUInt64LittleEndian(Take(path, ref message, 8));
                    break;
                case 2:
                    bytes = Take(path, ref message, Varint(path, ref message)).ToArray();
                    break;
                case 5:
                    number = BinaryPrimitives.ReadUInt32LittleEndian(Take(path, ref message, 4));
                    break;
                default:
                    throw new DataException(path, "a message has a field of a type that protocol buffers do not have");
            }

            take((int)(key >> 3), number, bytes);
        }
    }

    private static ulong Varint(string path, ref ReadOnlySpan<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(path, ref message, 1)[0];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new DataException(path, "a message has a number of more than 64 bits");
    }

    private static ReadOnlySpan<byte> Take(string path, ref ReadOnlySpan<byte> message, ulong count)
    {
        if (count > (ulong)message.Length)
        {
            throw new DataException(path, "a message ends too early");
        }

        var taken = message[..(int)count];
        message = message[(int)count..];
        return taken;
    }
}
