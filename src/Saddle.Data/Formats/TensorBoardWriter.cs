using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>An event file of TensorBoard: scalars against steps.</summary>
/// <remarks>
/// TensorFlow's <c>tensorflow/core/util/event.proto</c> and <c>summary.proto</c>, in records of a length, the length's
/// masked CRC-32C, the data and their masked CRC-32C (<c>tensorflow/core/lib/io/record_writer.h</c>).
/// </remarks>
public sealed class TensorBoardWriter : IDisposable
{
    private const string Prefix = "events.out.tfevents.";

    private readonly FileStream _file;
    private readonly TimeProvider _clock;

    /// <summary>Opens a new event file beside those that are there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="step">
    /// The step that the run starts or goes on from: TensorBoard then drops later ones of earlier files.
    /// </param>
    /// <param name="clock">Gives the time of each event.</param>
    public TensorBoardWriter(string folder, long step, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        var own = new OwnFolder(folder);
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{Time(own):D10}.saddle.{Environment.ProcessId}.{step}");
        _file = new FileStream(own.At(name), FileMode.Create, FileAccess.Write, FileShare.Read);
        WriteEvent(0, message => Bytes(message, 3, "brain.Event:2"u8)); // Event.file_version

        // Event.session_log.status = START: TensorBoard drops what is not of a step before it.
        WriteEvent(step + 1, message => Message(message, 7, log => Varint(log, 1, 1)));
    }

    /// <summary>Writes scalars of one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">Each scalar's name and value.</param>
    public void Write(long step, IEnumerable<(string Name, double Value)> values)
    {
        WriteEvent(step, message => Message(message, 5, summary =>
        {
            foreach (var (name, value) in values)
            {
                Message(summary, 1, entry =>
                {
                    Bytes(entry, 1, Encoding.UTF8.GetBytes(name));
                    Fixed32(entry, 2, BitConverter.SingleToUInt32Bits((float)value));
                });
            }
        }));
        _file.Flush();
    }

    /// <summary>Waits until all that was written is on the disk.</summary>
    public void Sync() => _file.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // TensorBoard reads files in the order of their names: this one comes after those that are there.
    private long Time(OwnFolder folder)
    {
        var before = Directory.EnumerateFiles(folder.Path, $"{Prefix}*")
            .Select(file => Path.GetFileName(file)[Prefix.Length..].Split('.')[0])
            .Select(time => long.TryParse(time, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0)
            .DefaultIfEmpty()
            .Max();
        return Math.Max(_clock.GetUtcNow().ToUnixTimeSeconds(), before + 1);
    }

    private void WriteEvent(long step, Action<MemoryStream> content)
    {
        using var message = new MemoryStream();
        Fixed64(message, 1, BitConverter.DoubleToUInt64Bits(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0));
        Varint(message, 2, (ulong)step);
        content(message);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc(head[..8]));
        _file.Write(head);
        var data = message.ToArray();
        _file.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(head, MaskedCrc(data));
        _file.Write(head[..4]);
    }

    /// <summary>
    /// The checksum of a record: CRC-32C, rotated and shifted so that a checksum of checksums is no trap.
    /// </summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xa282ead8;
    }

    // Protocol buffers: a key of field number and wire type, then the value.
    private static void Key(MemoryStream stream, int field, int wireType) =>
        Varint(stream, (ulong)((field << 3) | wireType));

    private static void Varint(MemoryStream stream, int field, ulong value)
    {
        Key(stream, field, 0);
        Varint(stream, value);
    }

    private static void Varint(MemoryStream stream, ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            stream.WriteByte((byte)(value | 128));
        }

        stream.WriteByte((byte)value);
    }

    private static void Fixed32(MemoryStream stream, int field, uint value)
    {
        Key(stream, field, 5);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Fixed64(MemoryStream stream, int field, ulong value)
    {
        Key(stream, field, 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Bytes(MemoryStream stream, int field, ReadOnlySpan<byte> value)
    {
        Key(stream, field, 2);
        Varint(stream, (ulong)value.Length);
        stream.Write(value);
    }

    private static void Message(MemoryStream stream, int field, Action<MemoryStream> content)
    {
        using var message = new MemoryStream();
        content(message);
        Bytes(stream, field, message.ToArray());
    }
}
