using System.Buffers;
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
    private const int BlockCharacters = 1 << 14;
    private const int ProbedBytes = 4096;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create('\n', '\r', '\b');

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

    /// <summary>Whether it comes through a pipe, and can be read once, from its beginning on.</summary>
    public bool IsPipe => _pipe is not null;

    /// <summary>Whether it is a file that gzip has compressed.</summary>
    public bool IsCompressed { get; }

    /// <summary>
    /// Whether the line that was read last has no end: it is the file's last, and may have been cut in writing.
    /// </summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether it could not be unpacked to its end, as far as was read until now.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Its first bytes, unpacked where it is compressed; none of a folder or an empty file.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>Its first characters; null of a folder, and where it is no text.</summary>
    public string? HeadText => IsFolder ? null : Decoded();

    /// <summary>Whether it is read more than once: a pipe is not.</summary>
    public bool CanReadAgain => _pipe is null && !IsFolder;

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
    /// or both, or where the cursor goes back; bytes of 0 that a crash left are no text.
    /// </summary>
    /// <exception cref="DataException">It cannot be read, or has a line of more than 2^20 characters.</exception>
    public IEnumerable<string> Lines() => Lines(Open(), EncodingOf(_head), Path, isCut => IsCut = isCut);

    /// <summary>The lines of a text, as those of a log.</summary>
    /// <param name="stream">The text; it is closed at the end.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="tell">Is told before the last line whether it has no end.</param>
    /// <exception cref="DataException">It cannot be read, or has a line of more than 2^20 characters.</exception>
    internal static IEnumerable<string> Lines(
        Stream stream, Encoding encoding, string path, Action<bool>? tell = null)
    {
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true);
        var block = new char[BlockCharacters];
        var line = new StringBuilder();
        for (var count = reader.Read(block); count > 0; count = reader.Read(block))
        {
            for (var at = 0; at < count;)
            {
                var length = block.AsSpan(at, count - at).IndexOfAny(LineEnds);
                Append(line, block.AsSpan(at, length < 0 ? count - at : length), path);
                at = length < 0 ? count : at + length + 1;
                if (length >= 0 && Ended(line) is { } text)
                {
                    yield return text;
                }
            }
        }

        tell?.Invoke(line.Length > 0);
        if (Ended(line) is { } last)
        {
            yield return last;
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
            : IsLatin(Encoding.UTF8.GetString(head)) ? Encoding.Latin1
            : Encoding.UTF8;
    }

    // Some letters with accents that are one byte each, and none that are more.
    private static bool IsLatin(string text) => text.AsSpan().Count('\ufffd') is var strange and > 0
        && strange * 10 < text.Length
        && !text.AsSpan().ContainsAnyInRange('\u0080', '\ufffc')
        && !text.Contains('\0', StringComparison.Ordinal);

    private static void Append(StringBuilder line, ReadOnlySpan<char> more, string path)
    {
        if (line.Length + more.Length > MostCharacters)
        {
            throw new DataException(
                path, FormattableString.Invariant($"has a line of more than {MostCharacters} characters"));
        }

        for (var zero = more.IndexOf('\0'); zero >= 0; zero = more.IndexOf('\0'))
        {
            line.Append(more[..zero]);
            more = more[(zero + 1)..];
        }

        line.Append(more);
    }

    private static string? Ended(StringBuilder line)
    {
        var text = line.ToString();
        line.Clear();
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    // Text has no control characters but those that move the cursor or colour it; zeros in it are a crash's.
    private string? Decoded()
    {
        var encoding = EncodingOf(Head);
        var text = encoding.GetString(Head).TrimStart('\ufeff');
        var hasZeros = text.Contains('\0', StringComparison.Ordinal);
        text = hasZeros ? text.Replace("\0", string.Empty, StringComparison.Ordinal) : text;
        var isText = !text.AsSpan().ContainsAnyInRange('\u0001', '\u0006')
            && !(hasZeros && (text.Contains('\ufffd') || text.AsSpan().ContainsAnyInRange('\u000e', '\u001a')));
        return isText ? text : null;
    }

    private FileStream OpenFile() =>
        new(InputFile.OpenHandle(Path, FileOptions.SequentialScan, mayHaveHoles: false), FileAccess.Read);

    private Stream Unpacked(FileStream file)
    {
        IsDamaged = false;
        return IsCompressed
            ? new BoundedStream(
                new SalvagedStream(new GZipStream(file, CompressionMode.Decompress), () => IsDamaged = true),
                Math.Max(Compression.Most(file.Length), 1L << 30),
                Path)
            : file;
    }

    private static byte[] Begin(Stream stream)
    {
        var head = new byte[HeadBytes];
        return head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
    }

    /// <summary>What was read of a stream already, and then the rest of it.</summary>
    private sealed class Continued(byte[] head, Stream rest) : SequentialStream
    {
        private int _at;

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
