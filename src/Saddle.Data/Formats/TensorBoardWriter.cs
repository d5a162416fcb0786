using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

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
        WriteEvent(0, message => message.Bytes(3, "brain.Event:2"u8)); // Event.file_version

        // Event.session_log.status = START: TensorBoard drops what is not of a step before it.
        WriteEvent(step + 1, message => message.Message(7, log => log.Number(1, 1)));
    }

    /// <summary>Writes scalars of one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">Each scalar's name and value.</param>
    public void Write(long step, IEnumerable<(string Name, double Value)> values)
    {
        WriteEvent(step, message => message.Message(5, summary =>
        {
            foreach (var (name, value) in values)
            {
                summary.Message(1, entry =>
                {
                    entry.Text(1, name);
                    entry.Single(2, (float)value);
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

    private void WriteEvent(long step, Action<ProtobufWriter> content)
    {
        var message = new ProtobufWriter();
        message.Double(1, _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        message.Number(2, (ulong)step);
        content(message);
        var data = message.Written;
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc(head[..8]));
        _file.Write(head);
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
}
