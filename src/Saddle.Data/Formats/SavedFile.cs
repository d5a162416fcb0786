using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Saddle.Data.Formats;

/// <summary>
/// Reads the states of networks in whatever form they were saved, told apart by content: what <c>torch.save</c> wrote
/// in both of its containers, TorchScript (its tensors), safetensors, and numpy's .npz. It is data, and nothing runs.
/// </summary>
public static class SavedFile
{
    private const long MostPickle = 1L << 30;
    private const int HeadBytes = 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What was saved, as it is laid out.</returns>
    /// <exception cref="DataException">
    /// The file is missing, damaged, of another form, a pickle of whole objects, or runs programs where Python loads
    /// it.
    /// </exception>
    public static SavedValue Read(string path)
    {
        var head = Head(path);
        return head switch
        {
            [(byte)'P', (byte)'K', ..] => ReadZip(path),
            [0x80, <= 5, ..] when !TorchFile.IsLegacy(head) => throw SavedPickle.Refusal(path, MostPickle),
            [_, _, _, _, _, _, _, _, (byte)'{', ..] when HeaderLength(head) > 0 => ReadSafetensors(path),
            _ => TorchFile.ReadTree(path),
        };
    }

    private static byte[] Head(string path)
    {
        using var file = InputFile.Open(path);
        var head = new byte[Math.Min(HeadBytes, file.Length)];
        file.ReadExactly(head);
        return head;
    }

    // Of 4 bytes at least: no other form begins with so many zeros.
    private static long HeaderLength(byte[] head) =>
        BinaryPrimitives.ReadInt64LittleEndian(head) is > 0 and <= int.MaxValue and var length ? length : 0;

    private static SavedValue ReadZip(string path)
    {
        List<string> names;
        using (var zip = Zip.Open(path))
        {
            names = [.. zip.Entries.Select(entry => entry.FullName)];
        }

        bool Has(string end) => names.Exists(name => name.EndsWith(end, StringComparison.Ordinal));
        if (Has("/data.pkl"))
        {
            return TorchFile.ReadTree(path);
        }

        if (Has("models/model.json") || Has("serialized_exported_program.json"))
        {
            throw new DataException(
                path,
                "it is an archive of torch.export, a network with its code; "
                + "expected the tensors alone, as torch.save makes of a state_dict");
        }

        return Has(".npy")
            ? ReadNpz(path)
            : throw new DataException(
                path, "it is a zip, but neither what torch.save writes nor numpy's .npz: it has no data.pkl");
    }

    private static SavedValue ReadSafetensors(string path)
    {
        var file = Safetensors.Open(path);
        return new(SavedKind.Map)
        {
            Entries =
            [
                .. file.Names.Select(name =>
                {
                    var (type, shape) = file.TypeOf(name);
                    return (name, type is "F64" or "F32" or "F16" or "BF16" or "I64" or "I32" or "I16" or "I8" or "U8"
                        or "BOOL"
                        ? new SavedValue(SavedKind.Array) { Array = new(type, shape, () => file.Read(name).Bytes) }
                        : new SavedValue(SavedKind.OtherArray) { Class = type });
                }),
            ],
        };
    }

    private static SavedValue ReadNpz(string path)
    {
        using var npz = NpzReader.Open(path);
        var entries = new List<(string, SavedValue)>();
        foreach (var name in npz.Names)
        {
            entries.Add((name, npz.Read(name, Read)));
        }

        return new(SavedKind.Map) { Entries = entries };
    }

    private static SavedValue Read(NpyReader array)
    {
        if (array.FortranOrder && array.Shape.Count > 1)
        {
            return new(SavedKind.OtherArray) { Class = "array in Fortran's order" };
        }

        if (array.IsDouble)
        {
            var doubles = array.ReadDoubles();
            return Of("F64", array.Shape, () => MemoryMarshal.AsBytes<double>(doubles).ToArray());
        }

        var singles = new float[array.Count];
        array.Read<float>(singles);
        return Of("F32", array.Shape, () => MemoryMarshal.AsBytes<float>(singles).ToArray());
    }

    private static SavedValue Of(string type, IReadOnlyList<long> shape, Func<byte[]> content) =>
        new(SavedKind.Array) { Array = new(type, shape, content) };
}
