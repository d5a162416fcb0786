using System.IO.Compression;
using System.Text;
using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>A file, folder or pipe that may be a log: its beginning is looked at once, by every form.</summary>
public sealed class LogSource
{
    /// <summary>The bytes that are looked at to tell what it is.</summary>
    public const int HeadBytes = 64 << 10;

    private const int MostCharacters = 1 << 20;
    private const int ProbedBytes = 4096;

    private readonly byte[] _head = [];
    private readonly Stream? _pipe;

    /// <summary>Looks at what lies at a path.</summary>
    /// <param name="path">A file, a folder, or a pipe that the shell made.</param>
    /// <exception cref="DataException">There is nothing, a device, or what cannot be read.</exception>
    public LogSource(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
        if (Directory.Exists(path))
        {
            IsFolder = true;
            return;
        }

        if (InputFile.IsPiped(path))
        {
            _pipe = InputFile.OpenLog(path);
            _head = Begin(_pipe);
            return;
        }

        using var file = OpenFile();
        IsCompressed = Begin(file) is [0x1f, 0x8b, ..];
        file.Position = 0;
        using var plain = Unpacked(file);
        _head = Begin(plain);
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Its name without the folder.</summary>
    public string FileName => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; }

    /// <summary>Whether it is a file that gzip has compressed.</summary>
    public bool IsCompressed { get; }

    /// <summary>Its first bytes, unpacked where it is compressed; none of a folder or an empty file.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>Its first characters; null of a folder, and where it is no text.</summary>
    public string? HeadText => IsFolder ? null : Decoded();

    /// <summary>All its bytes, unpacked where it is compressed. Of a pipe only once.</summary>
    /// <exception cref="DataException">It cannot be read, or unpacks to too much.</exception>
    public Stream Open()
    {
        if (_pipe is not null)
        {
            return new Continued(_head, _pipe);
        }

        return Unpacked(OpenFile());
    }

    /// <summary>
    /// Its lines, one after the other: a log may be longer than memory. Lines end with a line feed, a carriage return,
    /// or both; bytes of 0 that a crash left are no text.
    /// </summary>
    /// <exception cref="DataException">It cannot be read, or has a line of more than 2^20 characters.</exception>
    public IEnumerable<string> Lines() => Lines(Open(), EncodingOf(_head), Path);

    /// <summary>The lines of a text, as those of a log.</summary>
    /// <param name="stream">The text; it is closed at the end.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="DataException">It cannot be read, or has a line of more than 2^20 characters.</exception>
    internal static IEnumerable<string> Lines(Stream stream, Encoding encoding, string path)
    {
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true);
        var line = new StringBuilder();
        for (var next = reader.Read(); next >= 0 || line.Length > 0; next = reader.Read())
        {
            if (next is >= 0 and not ('\n' or '\r'))
            {
                if (next != 0)
                {
                    line.Append((char)next);
                }

                if (line.Length > MostCharacters)
                {
                    throw new DataException(
                        path, FormattableString.Invariant($"has a line of more than {MostCharacters} characters"));
                }

                continue;
            }

            var text = line.ToString();
            line.Clear();
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return text;
            }
        }
    }

    /// <summary>The encoding of a text by its mark, or by where its zeros stand.</summary>
    /// <param name="head">Its first bytes.</param>
    public static Encoding EncodingOf(ReadOnlySpan<byte> head)
    {
        if (head is [0xff, 0xfe, ..])
        {
            return Encoding.Unicode;
        }

        if (head is [0xfe, 0xff, ..])
        {
            return Encoding.BigEndianUnicode;
        }

        var (even, odd) = (0, 0);
        var length = Math.Min(head.Length, ProbedBytes) & ~1;
        for (var i = 0; i < length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        return length >= 4 && odd > length / 4 && even == 0 ? Encoding.Unicode
            : length >= 4 && even > length / 4 && odd == 0 ? Encoding.BigEndianUnicode
            : Encoding.UTF8;
    }

    // Text has no control characters but those that move the cursor or colour it; zeros after the text are a crash's.
    private string? Decoded()
    {
        var head = Head;
        if (EncodingOf(head) is UTF8Encoding)
        {
            head = head.TrimEnd((byte)0);
        }

        var text = EncodingOf(head).GetString(head).TrimStart('\ufeff');
        return text.AsSpan().ContainsAnyInRange('\0', '\u0006') ? null : text;
    }

    private FileStream OpenFile() =>
        new(InputFile.OpenHandle(Path, FileOptions.SequentialScan, mayHaveHoles: false), FileAccess.Read);

    private Stream Unpacked(FileStream file) => IsCompressed
        ? new BoundedStream(
            new GZipStream(file, CompressionMode.Decompress), Math.Max(Compression.Most(file.Length), 1L << 30), Path)
        : file;

    private byte[] Begin(Stream stream)
    {
        var head = new byte[HeadBytes];
        try
        {
            return head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException damaged)
        {
            throw new DataException(Path, $"cannot be unpacked ({damaged.Message.ReplaceLineEndings(" ")})");
        }
    }

    /// <summary>What was read of a stream already, and then the rest of it.</summary>
    private sealed class Continued(byte[] head, Stream rest) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (_at == head.Length)
            {
                return rest.Read(buffer);
            }

            var count = Math.Min(buffer.Length, head.Length - _at);
            head.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
