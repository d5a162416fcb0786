using System.Buffers.Binary;
using System.Text;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Formats;

/// <summary>
/// Event files of TensorBoard: read as written, by us and by hand; cut off; and damaged in every way.
/// </summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read()
    {
        var read = TensorBoardReader.Read(_folder.Write("events", Written()));
        Assert.Equal(["gradient", "loss/g"], read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([(0L, 0.5), (7L, 0.25), (1L << 40, -3.0)], read["loss/g"]);
        Assert.Equal([(7L, 1e30f)], read["gradient"].Select(v => (v.Step, (float)v.Value)));
    }

    [Fact]
    public void Scalars_that_are_tensors_are_read_and_other_tensors_are_not()
    {
        byte[] file =
        [
            .. Record(Event(3, Tensor("a", 1, Field(4, BitConverter.GetBytes(1.5f))))), // tensor_content
            .. Record(Event(4, Tensor("a", 1, Fixed32(5, 2.5f)))), // float_val, not packed
            .. Record(Event(5, Tensor("a", 2, Field(6, BitConverter.GetBytes(3.5))))), // double_val, packed
            .. Record(Event(6, Tensor("a", 7, Field(8, "text"u8.ToArray())))), // a string
            .. Record(Event(7, Tensor("a", 1, Field(4, new byte[8])))), // two floats
        ];
        Assert.Equal([(3L, 1.5), (4L, 2.5), (5L, 3.5)], TensorBoardReader.Read(_folder.Write("events", file))["a"]);
    }

    [Fact]
    public void A_file_without_scalars_has_none()
    {
        Assert.Empty(TensorBoardReader.Read(_folder.Write("empty", [])));
        Assert.Empty(TensorBoardReader.Read(_folder.Write("version", Record(Field(3, "brain.Event:2"u8.ToArray())))));
    }

    [Fact]
    public void A_record_cut_off_at_the_end_is_left_out()
    {
        var (whole, last) = (Written(), Record(Event(9, Scalar("late", 1))));
        for (var left = 0; left < last.Length; left++)
        {
            Assert.DoesNotContain(
                "late", TensorBoardReader.Read(_folder.Write("events", [.. whole, .. last[..left]])).Keys);
        }

        Assert.Contains("late", TensorBoardReader.Read(_folder.Write("events", [.. whole, .. last])).Keys);
    }

    [Fact]
    public void Another_file_is_refused()
    {
        Assert.EndsWith(
            "not an event file of TensorBoard: the checksum of the record at byte 0 is wrong",
            Refusal("step,loss_g,loss_d\n1,0.5,0.7\n"u8.ToArray()),
            StringComparison.Ordinal);
        Assert.Contains(
            "there is no such file",
            Assert.Throws<DataException>(() => TensorBoardReader.Read(_folder.At("absent"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_flipped_bit_of_a_record_is_found()
    {
        var file = Record(Event(2, Scalar("loss", 0.75f)));
        for (var bit = 0; bit < 8 * file.Length; bit++)
        {
            var damaged = file.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Contains("checksum", Refusal(damaged), StringComparison.Ordinal);
        }
    }

    // The checksums are right, the message within is not.
    [Theory]
    [InlineData(new byte[] { 0x2A, 0x05, 0x00 }, "a message ends too early")]
    [InlineData(new byte[] { 0x2A }, "a message ends too early")]
    [InlineData(new byte[] { 0x09, 1, 2, 3 }, "a message ends too early")]
    [InlineData(new byte[] { 0x0D, 1, 2 }, "a message ends too early")]
    [InlineData(new byte[] { 0x13 }, "a field of a type that protocol buffers do not have")]
    [InlineData(
        new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF },
        "a number of more than 64 bits")]
    [InlineData(new byte[] { 0x2A, 0x02, 0x0A, 0x7F }, "a message ends too early")]
    public void Messages_that_are_none_are_refused(byte[] message, string reason) =>
        Assert.Contains(reason, Refusal(Record(message)), StringComparison.Ordinal);

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    public void A_negative_length_is_refused_although_its_checksum_is_right(long length)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), TensorBoardWriter.MaskedCrc(head.AsSpan(0, 8)));
        Assert.Contains("length", Refusal([.. head, .. new byte[64]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_of_any_kind_is_refused_or_leaves_something_to_read()
    {
        var (file, refused) = (Written(), 0);
        foreach (var damaged in Mutations.From(file, 2000))
        {
            try
            {
                TensorBoardReader.Read(_folder.Write("events", damaged));
            }
            catch (DataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 2000);
    }

    private string Refusal(byte[] file) =>
        Assert.Throws<DataException>(() => TensorBoardReader.Read(_folder.Write("events", file))).Message;

    private byte[] Written()
    {
        using (var writer = new TensorBoardWriter(_folder.Path, 0, TimeProvider.System))
        {
            writer.Write(0, [("loss/g", 0.5)]);
            writer.Write(7, [("loss/g", 0.25), ("gradient", 1e30)]);
            writer.Write(1L << 40, [("loss/g", -3)]);
        }

        var path = Directory.EnumerateFiles(_folder.Path, "events.out.*").Single();
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static byte[] Record(byte[] data)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), TensorBoardWriter.MaskedCrc(head.AsSpan(0, 8)));
        return [.. head, .. data, .. BitConverter.GetBytes(TensorBoardWriter.MaskedCrc(data))];
    }

    private static byte[] Event(byte step, byte[] value) => [0x10, step, .. Field(5, Field(1, value))];

    private static byte[] Scalar(string tag, float value) =>
        [.. Field(1, Encoding.UTF8.GetBytes(tag)), .. Fixed32(2, value)];

    private static byte[] Tensor(string tag, byte type, byte[] content) =>
        [.. Field(1, Encoding.UTF8.GetBytes(tag)), .. Field(8, [0x08, type, .. content])];

    private static byte[] Fixed32(int field, float value) =>
        [(byte)((field << 3) | 5), .. BitConverter.GetBytes(value)];

    private static byte[] Field(int field, byte[] bytes) => [(byte)((field << 3) | 2), (byte)bytes.Length, .. bytes];
}
