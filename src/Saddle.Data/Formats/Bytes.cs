using Microsoft.Win32.SafeHandles;

namespace Saddle.Data.Formats;

/// <summary>Bytes that can be read at any place, by several threads at once: of a file, or in memory.</summary>
internal abstract class Bytes : IDisposable
{
    /// <summary>The most bytes that a compressed file may unpack to in memory.</summary>
    public const long MaxUnpacked = 3L << 30;

    private const int ChunkSize = 16 << 20;

    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Copies bytes.</summary>
    /// <param name="offset">Where to begin; the result must fit in.</param>
    /// <param name="result">The result.</param>
    public abstract void Read(long offset, Span<byte> result);

    /// <summary>Closes the file, if there is one.</summary>
    public abstract void Dispose();

    /// <summary>The bytes of a file, read when they are asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayHaveHoles">Whether it is read nowhere but where the file says that something is.</param>
    public static Bytes FromFile(string path, bool mayHaveHoles = false) =>
        new FileBytes(InputFile.OpenHandle(path, FileOptions.RandomAccess, mayHaveHoles));

    /// <summary>The bytes of an open file, which is closed with them.</summary>
    /// <param name="file">The file.</param>
    public static Bytes Of(FileStream file) => new FileBytes(file.SafeFileHandle);

    /// <summary>
    /// The next bytes of a stream, in memory. The memory grows with what really comes, whatever was promised.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">The number of bytes.</param>
    /// <exception cref="EndOfStreamException">The stream holds fewer.</exception>
    public static Bytes FromStream(Stream stream, long length)
    {
        var chunks = new List<byte[]>();
        for (var left = length; left > 0; left -= ChunkSize)
        {
            var chunk = new byte[Math.Min(left, ChunkSize)];
            stream.ReadExactly(chunk);
            chunks.Add(chunk);
        }

        return new MemoryBytes(chunks, length);
    }

    private sealed class FileBytes(SafeFileHandle file) : Bytes
    {
        public override long Length { get; } = RandomAccess.GetLength(file);

        public override void Read(long offset, Span<byte> result)
        {
            while (result.Length > 0)
            {
                var read = RandomAccess.Read(file, result, offset);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                offset += read;
                result = result[read..];
            }
        }

        public override void Dispose() => file.Dispose();
    }

    private sealed class MemoryBytes(List<byte[]> chunks, long length) : Bytes
    {
        public override void Dispose()
        {
            // Nothing is open.
        }

        public override long Length => length;

        public override void Read(long offset, Span<byte> result)
        {
            while (result.Length > 0)
            {
                var chunk = chunks[(int)(offset / ChunkSize)].AsSpan((int)(offset % ChunkSize));
                var part = Math.Min(chunk.Length, result.Length);
                chunk[..part].CopyTo(result);
                offset += part;
                result = result[part..];
            }
        }
    }
}
