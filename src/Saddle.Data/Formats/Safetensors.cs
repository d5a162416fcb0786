using System.Buffers.Binary;
using System.Text.Json;

namespace Saddle.Data.Formats;

/// <summary>
/// Named arrays in one file, as the field exchanges them: a JSON header, then the raw bytes, little-endian, row by row.
/// </summary>
/// <remarks>
/// https://github.com/huggingface/safetensors, section "Format". Readable by <c>safetensors.torch.load_file</c>.
/// </remarks>
public sealed class Safetensors
{
    private const long MaxHeader = 100_000_000;
    private const string MetadataName = "__metadata__";

    private readonly string _path;
    private readonly long _start;
    private readonly Dictionary<string, Entry> _entries;

    private Safetensors(
        string path, long start, Dictionary<string, Entry> entries, IReadOnlyDictionary<string, string> metadata) =>
        (_path, _start, _entries, Metadata) = (path, start, entries, metadata);

    /// <summary>Texts that go with the arrays.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The arrays' names.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

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
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> length = stackalloc byte[8];
            stream.ReadExactly(length);
            var size = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (size < 2 || size > Math.Min(MaxHeader, stream.Length - 8))
            {
                throw new DataException(
                    path, $"the header claims {size} bytes of a file of {stream.Length}; expected a safetensors file");
            }

            var text = new byte[size];
            stream.ReadExactly(text);
            using var header = JsonDocument.Parse(text);
            return Parse(path, header.RootElement, 8 + size, stream.Length);
        }
        catch (FileNotFoundException)
        {
            throw new DataException(path, "there is no such file");
        }
        catch (DirectoryNotFoundException)
        {
            throw new DataException(path, "there is no such folder");
        }
        catch (EndOfStreamException)
        {
            throw new DataException(path, "the file ends within its header; expected a safetensors file");
        }
        catch (Exception damage) when (
            damage is JsonException or InvalidOperationException or FormatException or KeyNotFoundException
                or ArgumentException or OverflowException)
        {
            throw new DataException(
                path, $"the header is not that of a safetensors file ({damage.Message.ReplaceLineEndings(" ")})");
        }
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

        using var stream = File.OpenRead(_path);
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
                $"'{name}' is {entry.Type}[{string.Join(", ", entry.Shape)}]; "
                + $"expected {type}[{string.Join(", ", shape)}]");
        }

        return ReadBytes(entry);
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
        var header = new Dictionary<string, object>(StringComparer.Ordinal) { [MetadataName] = metadata };
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

    private static Safetensors Parse(string path, JsonElement header, long start, long fileLength)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in header.EnumerateObject())
        {
            if (property.Name == MetadataName)
            {
                metadata = property.Value.EnumerateObject()
                    .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
                continue;
            }

            var offsets = property.Value.GetProperty("data_offsets")
                .EnumerateArray()
                .Select(e => e.GetInt64())
                .ToArray();
            var shape = property.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToArray();
            var type = property.Value.GetProperty("dtype").GetString()!;
            if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || start + offsets[1] > fileLength)
            {
                throw new DataException(path, $"'{property.Name}' lies outside the file, which is cut off or damaged");
            }

            if (shape.Any(s => s < 0) || BytesOf(shape, SizeOf(path, type)) != offsets[1] - offsets[0])
            {
                throw new DataException(
                    path,
                    $"'{property.Name}' has {offsets[1] - offsets[0]} bytes, "
                    + $"which do not fill {type}[{string.Join(", ", shape)}]");
            }

            entries.Add(property.Name, new(type, shape, offsets[0], offsets[1] - offsets[0]));
        }

        return new(path, start, entries, metadata);
    }

    private static long BytesOf(long[] shape, long size) => checked(shape.Aggregate(size, (product, n) => product * n));

    private static int SizeOf(string path, string type) => type switch
    {
        "BOOL" or "U8" or "I8" => 1,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "F32" or "I32" or "U32" => 4,
        "F64" or "I64" or "U64" => 8,
        _ => throw new DataException(path, $"arrays of type {type} are not known"),
    };

    private Entry Find(string name) => _entries.TryGetValue(name, out var entry)
        ? entry
        : throw new DataException(_path, $"the array '{name}' is missing");

    private byte[] ReadBytes(Entry entry)
    {
        using var file = File.OpenHandle(_path);
        var bytes = new byte[entry.Length];
        using var stream = new FileStream(file, FileAccess.Read);
        stream.Position = _start + entry.Offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed record Entry(string Type, long[] Shape, long Offset, long Length);
}
