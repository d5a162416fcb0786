using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Store;

public sealed class NpzTests
{
    [Fact]
    public void An_array_is_written_as_numpy_reads_it()
    {
        double[] values = [1.5, -2, double.NaN, double.PositiveInfinity, 0, 1e-300];
        using var zip = new ZipArchive(new MemoryStream(Npz.Write([("cells", [2, 3], values), ("x", [3], [1, 2, 3])])));
        Assert.Equal(["cells.npy", "x.npy"], zip.Entries.Select(e => e.FullName));

        // numpy.lib.format, version 1.0: magic, version, length of the header, header, data from a multiple of 64 on.
        using var stream = zip.Entries[0].Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        var start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, start % 64);
        var header = Encoding.ASCII.GetString(bytes, 10, start - 10);
        Assert.StartsWith(
            "{'descr': '<f8', 'fortran_order': False, 'shape': (2,3,), }",
            header,
            StringComparison.Ordinal);
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Assert.Equal(
            values,
            Enumerable.Range(0, 6).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(start + (8 * i)))));
        Assert.Equal(start + 48, bytes.Length);
    }

    [Fact]
    public void A_shape_that_does_not_hold_its_values_is_refused() =>
        Assert.Throws<ArgumentException>(() => Npz.Write([("x", [2, 2], [1, 2, 3])]));
}
