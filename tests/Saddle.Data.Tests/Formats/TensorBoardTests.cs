using System.Buffers.Binary;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;
using static Saddle.Data.Tests.Support.EventBytes;

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
        var read = Read(Written());
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
            .. Record(Event(8, Tensor("a", 1, [.. Fixed32(5, 1), .. Fixed32(5, 1)]))), // the same, not packed
            .. Record(Event(9, Tensor("a", 1, [.. Field(2, Field(2, [8, 3])), .. Fixed32(5, 1)]))), // three, all 1
            .. Record(Event(10, Tensor("a", 1, [.. Field(2, Field(2, [8, 1])), .. Fixed32(5, 4.5f)]))), // shape [1]
        ];
        Assert.Equal([(3L, 1.5), (4L, 2.5), (5L, 3.5), (10L, 4.5)], Read(file)["a"]);
    }

    // Python: numpy.float16(1.375).tobytes(), torch.tensor(1.375, dtype=torch.bfloat16), and so on.
    [Theory]
    [InlineData(19, new byte[] { 0x22, 2, 0x80, 0x3D }, 1.375)] // half, tensor_content
    [InlineData(19, new byte[] { 0x68, 0x80, 0x7B }, 1.375)] // half_val, not packed
    [InlineData(19, new byte[] { 0x6A, 2, 0x80, 0x7B }, 1.375)] // half_val, packed
    [InlineData(14, new byte[] { 0x22, 2, 0xB0, 0x3F }, 1.375)] // bfloat16, tensor_content
    [InlineData(14, new byte[] { 0x6A, 2, 0xB0, 0x7F }, 1.375)] // bfloat16 in half_val
    [InlineData(3, new byte[] { 0x22, 4, 0xF9, 0xFF, 0xFF, 0xFF }, -7.0)] // int32, tensor_content
    [InlineData(3, new byte[] { 0x3A, 1, 7 }, 7.0)] // int_val
    [InlineData(9, new byte[] { 0x50, 0xE8, 7 }, 1000.0)] // int64_val
    [InlineData(10, new byte[] { 0x58, 1 }, 1.0)] // bool_val
    [InlineData(19, new byte[] { 0x22, 2, 0x00, 0x7E }, double.NaN)]
    [InlineData(14, new byte[] { 0x22, 2, 0x80, 0xFF }, double.NegativeInfinity)]
    public void Tensors_of_one_number_are_read_whatever_their_type(byte type, byte[] content, double number) =>
        Assert.Equal([(3L, number)], Read(Record(Event(3, Tensor("a", type, content))))["a"]);

    [Fact]
    public void A_file_without_scalars_has_none()
    {
        Assert.Empty(Read([]));
        Assert.Empty(Read(Beginning));
    }

    [Fact]
    public void A_record_cut_off_at_the_end_is_left_out()
    {
        var (whole, last) = (Written(), Record(Event(9, Scalar("late", 1))));
        for (var left = 0; left < last.Length; left++)
        {
            Assert.DoesNotContain("late", Read([.. whole, .. last[..left]]).Keys);
        }

        Assert.Contains("late", Read([.. whole, .. last]).Keys);
    }

    [Fact]
    public void Another_file_is_refused() => Assert.Equal(
        "the record at byte 0 has a wrong checksum of its length",
        Refusal("step,loss_g,loss_d\n1,0.5,0.7\n"u8.ToArray()));

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
    public void Of_a_damaged_file_the_whole_records_before_the_damage_are_read()
    {
        var file = Enumerable.Range(0, 20).SelectMany(i => Record(Event(i, Scalar("loss", i)))).ToArray();
        var (size, refused) = (file.Length / 20, 0);
        foreach (var damaged in Mutations.From(file, 2000))
        {
            var first = Enumerable.Range(0, Math.Min(file.Length, damaged.Length))
                .FirstOrDefault(i => file[i] != damaged[i], Math.Min(file.Length, damaged.Length));
            var whole = Enumerable.Range(0, first / size).Select(i => ((long)i, (double)i));
            var read = Read(damaged).TryGetValue("loss", out var values) ? values : [];
            Assert.Equal(whole, read.Take(first / size));
            refused += read.Count < 20 ? 1 : 0;
        }

        Assert.InRange(refused, 1000, 2000);
    }

    private static Dictionary<string, List<(long Step, double Value)>> Read(byte[] file) =>
        new TensorBoardReader(new MemoryStream(file)).Events()
            .SelectMany(e => e.Scalars.Select(s => (s.Tag, e.Step, s.Value)))
            .GroupBy(s => s.Tag, s => (s.Step, s.Value), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);

    // Why not one event is read.
    private static string Refusal(byte[] file)
    {
        var reader = new TensorBoardReader(new MemoryStream(file));
        Assert.Empty(reader.Events());
        return reader.Damage!;
    }

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
}
