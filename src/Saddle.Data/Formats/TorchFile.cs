using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Saddle.Data.Formats;

/// <summary>
/// Reads what <c>torch.save</c> wrote of named tensors, in both containers: the zip of PyTorch 1.6 and later, and the
/// legacy one of consecutive pickles; and the tensors of TorchScript, without its code. The pickles are read as data;
/// nothing is executed.
/// </summary>
/// <remarks>torch/serialization.py of PyTorch, <c>_save</c> and <c>_legacy_save</c>.</remarks>
public sealed class TorchFile
{
    private const long MaxLength = 1L << 30;
    private const int MaxDepth = 64;
    private const int MostValues = 200_000;
    private const int MostNameCharacters = 4096;
    private const int MostDimensions = 64;

    private static readonly byte[] LegacyMagic = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    private readonly string _path;
    private readonly Unpacking _stored;
    private readonly Unpacking _viewed;
    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TorchTensor> _tensors = new(StringComparer.Ordinal);

    private int _visited;

    private TorchFile(string path, long length) =>
        (_path, _stored, _viewed) = (path, new(path, length), new(path, length));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// The tensors, by their names in the dictionary (of dictionaries, joined by dots) or the module that was saved.
    /// </returns>
    /// <exception cref="DataException">
    /// The file is missing, damaged, of another format, or asks for something that is not a tensor.
    /// </exception>
    public static IReadOnlyDictionary<string, TorchTensor> Read(string path)
    {
        var bytes = InputFile.ReadAll(path, MaxLength);
        var file = new TorchFile(path, bytes.Length);
        return Damage.Guard(path, "file of PyTorch", () => file.ReadTensors(bytes));
    }

    /// <summary>Reads the content of a file that lies within another one.</summary>
    /// <param name="path">The file around it, for messages.</param>
    /// <param name="bytes">The content.</param>
    /// <returns>The tensors, by their names in the dictionary that was saved; none where it is empty.</returns>
    /// <exception cref="DataException">It is damaged, or asks for something that is not a tensor.</exception>
    public static IReadOnlyDictionary<string, TorchTensor> Read(string path, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var file = new TorchFile(path, bytes.Length);
        return Damage.Guard(path, "file of PyTorch", () => file.Read(bytes, IsAllowed, file.Named));
    }

    /// <summary>Reads a file as it is laid out, with whatever stands beside the tensors.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What was saved: classes of objects are names, and none is looked up.</returns>
    /// <exception cref="DataException">
    /// The file is missing, damaged, of another format, or runs programs where Python loads it.
    /// </exception>
    public static SavedValue ReadTree(string path)
    {
        var bytes = InputFile.ReadAll(path, MaxLength);
        var file = new TorchFile(path, bytes.Length);
        return Damage.Guard(path, "file of PyTorch", () => file.Read(
            bytes, file.IsHarmless, value => new SavedValues(file.SavedTensor).Of(value)));
    }

    /// <summary>Whether bytes begin as the container before PyTorch 1.6 does.</summary>
    /// <param name="bytes">The first 16 or more.</param>
    internal static bool IsLegacy(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(40, bytes.Length)].IndexOf(LegacyMagic) >= 0;

    /// <summary>Whether a file is TorchScript: a zip with code in it.</summary>
    /// <param name="path">The file.</param>
    public static bool IsScript(string path)
    {
        try
        {
            using var zip = Zip.Open(path);
            return zip.Entries.Any(entry => entry.FullName.EndsWith("/constants.pkl", StringComparison.Ordinal));
        }
        catch (DataException)
        {
            return false; // no zip at all: the legacy container, or something that its reader will describe
        }
    }

    private Dictionary<string, TorchTensor> ReadTensors(byte[] bytes) => Read(
        bytes,
        IsAllowed,
        value => Named(value) is { Count: > 0 } tensors
            ? tensors
            : throw new DataException(
                _path, "it holds no tensors by name; expected what torch.save makes of a state_dict"));

    private Dictionary<string, TorchTensor> Named(object? value)
    {
        Collect(value, string.Empty, MaxDepth);
        return _tensors;
    }

    private TResult Read<TResult>(byte[] bytes, Func<PickleGlobal, bool> isAllowed, Func<object?, TResult> convert) =>
        bytes.AsSpan().StartsWith("PK"u8) ? ReadZip(bytes, isAllowed, convert) : ReadLegacy(bytes, isAllowed, convert);

    private static bool IsAllowed(PickleGlobal global) => global.ToString() is
        "collections.OrderedDict"
        or "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor" or "torch._utils._rebuild_parameter"
        or "torch._utils._rebuild_parameter_with_state" or "torch._tensor._rebuild_from_type_v2" or "torch.Tensor"
        or "torch.Size" or "torch.nn.parameter.Parameter"
        || (global.Module is "torch" or "torch.cuda" or "torch.storage"
            && global.Name.EndsWith("Storage", StringComparison.Ordinal));

    // Nothing is called here; but its owner should know what loading it by PyTorch would do.
    private bool IsHarmless(PickleGlobal global) => TorchDanger.IsIn(global)
        ? throw new DataException(
            _path, $"whoever loads it with Python runs {Excerpt.Of(global.ToString())}: expected tensors alone")
        : true;

    // Modules, whose attributes are their state, and lists; names like all others, of which nothing is looked up.
    private static bool IsOfScript(PickleGlobal global) =>
        IsModule(global) || global.Module == "torch.jit._pickle" || global.ToString() == "torch.device";

    internal static bool IsModule(PickleGlobal global) =>
        global.Module == "__torch__" || global.Module.StartsWith("__torch__.", StringComparison.Ordinal);

    /// <summary>
    /// Pickles of a magic number, a version, facts of the system, the value and the storages' keys; then each storage's
    /// length and numbers.
    /// </summary>
    private TResult ReadLegacy<TResult>(
        byte[] bytes, Func<PickleGlobal, bool> isAllowed, Func<object?, TResult> convert)
    {
        if (!IsLegacy(bytes))
        {
            throw new DataException(_path, "it begins neither as a zip nor as a legacy file of PyTorch");
        }

        var (at, value) = (0, (object?)null);
        for (var part = 0; part < 4; part++)
        {
            (value, at) = Pickle.Read(bytes, _path, isAllowed, at);
        }

        // The tensors name their storages and those storages' types; only with these are the storages' sizes known.
        FindAll(value);
        var result = convert(value);
        (var keys, at) = Pickle.Read(bytes, _path, isAllowed, at);
        foreach (var key in keys as List<object?> ?? throw new InvalidDataException("the list of storages is missing"))
        {
            var storage = _storages.GetValueOrDefault(Text(key))
                ?? throw new InvalidDataException("a storage belongs to no tensor");
            var count = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at, 8));
            at += 8;
            storage.Fill(bytes, at, count);
            at += checked((int)(count * storage.ElementSize));
        }

        return _storages.FirstOrDefault(s => !s.Value.IsFilled).Key is { } missing
            ? throw new InvalidDataException($"the storage {Excerpt.Of(missing)} is missing")
            : result;
    }

    private TResult ReadZip<TResult>(byte[] bytes, Func<PickleGlobal, bool> isAllowed, Func<object?, TResult> convert)
    {
        using var zip = Zip.Open(_path, new MemoryStream(bytes));
        var pickle = zip.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
            ?? throw new InvalidDataException("the zip has no data.pkl");
        var folder = pickle.FullName[..^"data.pkl".Length];
        var isScript = zip.GetEntry(folder + "constants.pkl") is not null;
        if (zip.GetEntry(folder + "byteorder") is { } order
            && System.Text.Encoding.ASCII.GetString(Unpack(order)) != "little")
        {
            throw new DataException(_path, "its numbers are big-endian, which is not supported");
        }

        var (value, _) = Pickle.Read(
            Unpack(pickle), _path, global => (isScript && IsOfScript(global)) || isAllowed(global));
        var result = convert(value);
        foreach (var (key, storage) in _storages)
        {
            var content = Unpack(
                zip.GetEntry($"{folder}data/{key}")
                    ?? throw new InvalidDataException($"the storage {Excerpt.Of(key)} is missing"));
            storage.Fill(content, 0, content.Length / storage.ElementSize);
        }

        return result;
    }

    private byte[] Unpack(ZipArchiveEntry entry)
    {
        _stored.Take(entry.Length);
        return Zip.Read(entry);
    }

    /// <summary>Notes all storages that a value names, in objects that nobody looks into too.</summary>
    private void FindAll(object? value)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var left = new Stack<object?>([value]);
        while (left.TryPop(out var next))
        {
            if (next is PicklePersistent id)
            {
                _ = Note(id);
            }
            else if (next is PickleMap or PickleTuple or PickleCall or List<object?> && seen.Add(next))
            {
                foreach (var part in Parts(next))
                {
                    left.Push(part);
                }
            }
        }
    }

    private static IEnumerable<object?> Parts(object whole) => whole switch
    {
        PickleMap map => map.Entries.SelectMany(entry => (object?[])[entry.Key, entry.Value]),
        PickleTuple tuple => tuple.Values,
        PickleCall call => [.. call.Arguments, call.State, call.Items, .. call.Appended],
        _ => (List<object?>)whole,
    };

    private TorchStorage Note(PicklePersistent id)
    {
        // ("storage", type, key, device, count), and in the legacy container what of another storage it is a view into.
        if (id.Id is not PickleTuple { Values: { Count: 5 or 6 } parts }
            || Text(parts[0]) != "storage"
            || parts[1] is not PickleGlobal type
            || (parts.Count == 6 && parts[5] is not null))
        {
            throw new InvalidDataException("a tensor's storage is none that is known");
        }

        var name = Text(parts[2]);
        if (!_storages.TryGetValue(name, out var storage))
        {
            _storages.Add(name, storage = new TorchStorage(type.Name, Whole(parts[4])));
        }

        return storage;
    }

    private void Collect(object? value, string name, int depth)
    {
        Visit();
        if (name.Length > MostNameCharacters)
        {
            throw new InvalidDataException($"the name {Excerpt.Of(name)} is too long");
        }

        if (TensorOf(value) is { } parts)
        {
            var storage = Note(parts.Storage);
            var tensor = new TorchTensor(
                _path, name, storage, Whole(parts.Offset), Wholes(parts.Shape), Wholes(parts.Strides));
            _viewed.Take(tensor.Count * sizeof(float)); // many may be views of one storage
            _tensors[name] = tensor;
        }
        else if (depth > 0)
        {
            foreach (var (key, inner) in Items(value))
            {
                if (PickleMap.TextOf(key) is { } text)
                {
                    Collect(inner, name.Length == 0 ? text : $"{name}.{text}", depth - 1);
                }
            }
        }
    }

    // A value that was stored can stand in itself, or many times in one that stands many times in another.
    private void Visit()
    {
        if (++_visited > MostValues)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"it has more than the {MostValues} values that are allowed, or ")
                + "one that stands within itself");
        }
    }

    private static TensorParts? TensorOf(object? value)
    {
        for (var depth = 0; depth < MaxDepth && Wrapped(value) is { } inner; depth++)
        {
            value = inner;
        }

        return value is PickleCall
        {
            Callee.Name: "_rebuild_tensor_v2" or "_rebuild_tensor",
            Arguments: [PicklePersistent storage, var offset, PickleTuple shape, PickleTuple strides, ..],
        }
            ? new(storage, offset, shape, strides)
            : null;
    }

    // What a parameter, or an object of a class of tensors, is made from.
    private static PickleCall? Wrapped(object? value) => value switch
    {
        PickleCall
        {
            Callee.Name: "_rebuild_parameter" or "_rebuild_parameter_with_state" or "Parameter",
            Arguments: [PickleCall data, ..],
        } => data,
        PickleCall
        {
            Callee.Name: "_rebuild_from_type_v2",
            Arguments: [PickleGlobal callee, _, PickleTuple arguments, ..],
        } => new(callee, arguments.Values),
        _ => null,
    };

    // Sparse, quantised and other tensors have functions of their own.
    private SavedValue? SavedTensor(PickleCall call)
    {
        var inner = call;
        for (var depth = 0; depth < MaxDepth && Wrapped(inner) is { } wrapped; depth++)
        {
            inner = wrapped;
        }

        if (TensorOf(inner) is not { } parts)
        {
            return inner.Callee.Name.StartsWith("_rebuild_", StringComparison.Ordinal)
                ? new(SavedKind.OtherArray) { Class = inner.Callee.Name["_rebuild_".Length..] }
                : null;
        }

        var storage = Note(parts.Storage);
        if (storage.ElementType is null)
        {
            return new(SavedKind.OtherArray) { Class = storage.Class };
        }

        var tensor = new TorchTensor(
            _path, string.Empty, storage, Whole(parts.Offset), Wholes(parts.Shape), Wholes(parts.Strides));
        return new(SavedKind.Array) { Array = new(tensor.Type, tensor.Shape, tensor.ToBytes) };
    }

    private static IEnumerable<(object? Key, object? Value)> Items(object? value) => value switch
    {
        PickleMap map => map.Entries,
        PickleCall { Callee.Name: "OrderedDict" } call => call.Items.Entries,
        PickleCall { State: PickleMap state } call when IsModule(call.Callee) => state.Entries,
        _ => [],
    };

    private static string Text(object? value) => value is long number
        ? number.ToString(CultureInfo.InvariantCulture)
        : PickleMap.TextOf(value) ?? throw new InvalidDataException("a storage's key is no text");

    private static long Whole(object? value) => value is long number and >= 0
        ? number
        : throw new InvalidDataException("a size is no whole number");

    private static long[] Wholes(PickleTuple tuple) => tuple.Values.Count <= MostDimensions
        ? [.. tuple.Values.Select(Whole)]
        : throw new InvalidDataException("a tensor has more dimensions than PyTorch knows");

    private sealed record TensorParts(
        PicklePersistent Storage, object? Offset, PickleTuple Shape, PickleTuple Strides);
}
