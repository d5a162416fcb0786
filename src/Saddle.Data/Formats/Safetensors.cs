using System.Buffers.Binary;
using System.Text.Json;

namespace Saddle.Data.Formats;

/// <summary>
/// Named arrays in one file, as the field exchanges them: a JSON header, then the raw bytes, little-endian, row by row.
/// </summary>
/// <remarks>
/// https://github.com/huggingface/safetensors, section "Format". Readable by <c>safetensors.torch.load_file</c>; and
/// what that refuses is refused here.
/// </remarks>
public sealed class Safetensors
{
    private const long MaxHeader = 100_000_000;

    private readonly string _path;
    private readonly long _start;
    private readonly SafetensorsHeader _header;

    private Safetensors(string path, long start, SafetensorsHeader header) =>
        (_path, _start, _header) = (path, start, header);

    /// <summary>Texts that go with the arrays.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The arrays' names.</summary>
    public IReadOnlyCollection<string> Names => _header.Arrays.Keys;

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="arrays">The arrays; each is asked for its bytes when its turn comes.</param>
    /// <param name="metadata">Texts that go with them.</param>
    public static void Write(
        string path, IReadOnlyList<StoredArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream =>
        {
            foreach (var part in Parts(arrays, metadata))
            {
                stream.Write(part);
            }
        });
    }

    /// <summary>
    /// Writes a file whole or not at all, with its own checksum among the metadata: <c>sha256</c>, the SHA-256 of the
    /// whole file while zeros stand there; <c>checksum</c> names it.
    /// </summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="arrays">The arrays; each is asked for its bytes when its turn comes.</param>
    /// <param name="metadata">Texts that go with them.</param>
    public static void WriteSealed(
        string path, IReadOnlyList<StoredArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        var all = new Dictionary<string, string>(metadata, StringComparer.Ordinal)
        {
            [Seal.KindKey] = Seal.Key,
            [Seal.Key] = Seal.Blank,
        };
        AtomicFile.Write(path, stream => Seal.Write(stream, Parts(arrays, all)));
    }

    /// <summary>Reads a file's header and checks that it fits the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file is missing or damaged; the message says what is wrong.</exception>
    public static Safetensors Open(string path)
    {
        using var stream = InputFile.Open(path);
        if (stream.Length < sizeof(long))
        {
            throw new DataException(path, "the file ends within its header; expected a safetensors file");
        }

        Span<byte> length = stackalloc byte[sizeof(long)];
        stream.ReadExactly(length);
        var size = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (size < 2 || size > Math.Min(MaxHeader, stream.Length - sizeof(long)))
        {
            throw new DataException(
                path,
                FormattableString.Invariant($"the header claims {(ulong)size} bytes of a file of {stream.Length}; ")
                + "expected a safetensors file");
        }

        var text = new byte[size];
        stream.ReadExactly(text);
        var start = sizeof(long) + size;
        return new(path, start, SafetensorsHeader.Parse(path, text, stream.Length - start));
    }

    /// <summary>Checks the whole file against the checksum among its metadata.</summary>
    /// <returns>Whether it states one; what <see cref="Write"/> wrote does not.</returns>
    /// <exception cref="DataException">The checksum is another one.</exception>
    public bool Check()
    {
        if (!Metadata.TryGetValue(Seal.Key, out var stated))
        {
            // a single bit may have changed the name of the value
            return Metadata.ContainsKey(Seal.KindKey)
                ? throw new DataException(_path, "its checksum is missing: the file is damaged")
                : false;
        }

        using var stream = InputFile.Open(_path);
        return Seal.Compute(stream, _start) == stated
            ? true
            : throw new DataException(_path, "its checksum is wrong: the file was damaged, or changed by other means");
    }

    /// <summary>Reads an array's bytes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type it must have: F32, F64 ...</param>
    /// <param name="shape">The shape it must have.</param>
    /// <exception cref="DataException">There is none, or of another type or shape.</exception>
    public byte[] Read(string name, string type, IReadOnlyList<long> shape)
    {
        var entry = Find(name);
        if (entry.Type != type || !entry.Shape.SequenceEqual(shape))
        {
            throw new DataException(
                _path,
                $"'{name}' is {entry.Type}[{Excerpt.Of(entry.Shape)}]; "
                + $"expected {type}[{Excerpt.Of(shape)}]");
        }

        return ReadBytes(entry);
    }

    /// <summary>An array's type and shape.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="DataException">There is none.</exception>
    public (string Type, long[] Shape) TypeOf(string name)
    {
        var entry = Find(name);
        return (entry.Type, entry.Shape);
    }

    /// <summary>Reads an array with its type and shape.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="DataException">There is none.</exception>
    public (string Type, long[] Shape, byte[] Bytes) Read(string name)
    {
        var entry = Find(name);
        return (entry.Type, entry.Shape, ReadBytes(entry));
    }

    // The bytes of a file in their order, the whole header first.
    private static IEnumerable<byte[]> Parts(
        IReadOnlyList<StoredArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [SafetensorsHeader.MetadataName] = metadata,
        };
        var offset = 0L;
        foreach (var array in arrays)
        {
            header.Add(
                array.Name,
                new { dtype = array.Type, shape = array.Shape, data_offsets = (long[])[offset, offset + array.Bytes] });
            offset += array.Bytes;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (text.Length + 7) / 8 * 8;
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        yield return [.. length, .. text, .. Enumerable.Repeat((byte)' ', padded - text.Length)];
        foreach (var array in arrays)
        {
            yield return array.Content();
        }
    }

    private SafetensorsArray Find(string name) => _header.Arrays.TryGetValue(name, out var array)
        ? array
        : throw new DataException(_path, $"the array '{name}' is missing");

    private byte[] ReadBytes(SafetensorsArray array)
    {
        if (array.Length > Array.MaxLength)
        {
            throw new DataException(
                _path,
                FormattableString.Invariant($"an array has {array.Length} bytes; expected at most {Array.MaxLength}"));
        }

        using var stream = InputFile.Open(_path);
        var bytes = new byte[array.Length];
        stream.Position = _start + array.Offset;
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException)
        {
            throw new DataException(_path, "the file was cut short while it was open");
        }

        return bytes;
    }
}
