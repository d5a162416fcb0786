using System.Buffers;
using System.Globalization;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>The lines of a UTF-8 file that are not blank; where each begins is kept, not the text.</summary>
internal sealed class TextFile : IDisposable
{
    private const int BufferLength = 1 << 20;
    private const int MaxCharacterLength = 4;

    private readonly string _path;
    private readonly Bytes _bytes;
    private readonly List<long> _starts = [];

    private TextFile(string path)
    {
        (_path, _bytes) = (path, Bytes.FromFile(path));
    }

    /// <summary>The number of lines.</summary>
    public int Count => _starts.Count;

    /// <summary>Finds the lines of a file and counts their characters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">The characters of a line that count.</param>
    /// <param name="counts">How often each character occurred so far; the file's are added.</param>
    /// <exception cref="DataException">The file is not UTF-8; the message says at which line and byte.</exception>
    public static TextFile Open(string path, int length, Dictionary<Rune, long> counts)
    {
        var file = new TextFile(path);
        try
        {
            file.Scan(length, counts);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the beginning of a line.</summary>
    /// <param name="index">The line's number among those that are not blank.</param>
    /// <param name="length">The most characters.</param>
    public IEnumerable<Rune> Read(long index, int length)
    {
        var start = _starts[(int)index];
        var bytes = new byte[Math.Min((length * MaxCharacterLength) + 1, _bytes.Length - start)];
        _bytes.Read(start, bytes);
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        return Runes(line.Length > 0 && line[^1] == '\r' ? line[..^1] : line).Take(length);
    }

    public void Dispose() => _bytes.Dispose();

    private static IEnumerable<Rune> Runes(byte[] bytes)
    {
        // Cut in the midst of a character, the rest is not decoded: enough whole ones come before it.
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes.AsSpan(at), out var rune, out var used) == OperationStatus.Done)
        {
            yield return rune;
            at += used;
        }
    }

    private void Scan(int length, Dictionary<Rune, long> counts)
    {
        var buffer = new byte[BufferLength];
        var line = new LineState(length, counts, _starts);
        var carried = 0;
        for (long offset = 0; offset < _bytes.Length;)
        {
            var count = (int)Math.Min(BufferLength - carried, _bytes.Length - offset);
            _bytes.Read(offset, buffer.AsSpan(carried, count));
            var first = offset - carried;
            offset += count;
            var used = Decode(buffer.AsSpan(0, carried + count), first, isLast: offset == _bytes.Length, line);
            carried = carried + count - used;
            buffer.AsSpan(used, carried).CopyTo(buffer);
        }

        line.End();
    }

    /// <summary>Decodes as far as characters are whole.</summary>
    /// <returns>The number of bytes decoded.</returns>
    private int Decode(ReadOnlySpan<byte> bytes, long offset, bool isLast, LineState line)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var status = Rune.DecodeFromUtf8(bytes[at..], out var rune, out var used);
            if (status == OperationStatus.NeedMoreData && !isLast)
            {
                break;
            }

            if (status != OperationStatus.Done)
            {
                throw new DataException(
                    _path,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the text is not UTF-8 at line {line.Number}, "
                        + $"byte {offset + at + 1} of the file (0x{bytes[at]:X2})"));
            }

            if (offset + at != 0 || rune.Value != 0xFEFF) // a mark of the byte order is no text
            {
                line.Add(rune, offset + at);
            }

            at += used;
        }

        return at;
    }

    /// <summary>The line that is being read.</summary>
    private sealed class LineState(int length, Dictionary<Rune, long> counts, List<long> starts)
    {
        private readonly List<Rune> _head = [];
        private long _start = -1;
        private bool _isBlank = true;

        public long Number { get; private set; } = 1;

        public void Add(Rune rune, long offset)
        {
            if (rune.Value == '\n')
            {
                End();
                Number++;
                return;
            }

            _start = _start < 0 ? offset : _start;
            _isBlank &= Rune.IsWhiteSpace(rune);
            if (_head.Count <= length)
            {
                _head.Add(rune);
            }
        }

        public void End()
        {
            if (!_isBlank)
            {
                starts.Add(_start);
                Count();
            }

            _head.Clear();
            (_start, _isBlank) = (-1, true);
        }

        private void Count()
        {
            var last = _head.Count <= length && _head[^1].Value == '\r'
                ? _head.Count - 1
                : Math.Min(_head.Count, length);
            foreach (var rune in _head.Take(last))
            {
                counts[rune] = counts.GetValueOrDefault(rune) + 1;
            }
        }
    }
}
