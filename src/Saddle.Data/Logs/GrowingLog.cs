using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>
/// Figures in lines of JSON that another program appends while they are read: each look reads what has come since the
/// one before, in whole lines. Of a long log every other point is let go, again and again, so that it takes a bounded
/// room.
/// </summary>
/// <param name="find">
/// Finds the file at each look: the path, which need not be there. What it throws as a <see cref="DataException"/> is
/// the <see cref="Trouble"/>.
/// </param>
/// <param name="under">
/// The field whose text stands before the names of a line's other figures, with a slash; null for none.
/// </param>
/// <remarks>
/// The file may be anybody's: what is no number is passed over, a line that has no end is refused, a file that was
/// replaced is read anew. Numbers may be NaN and Infinity, bare as Python writes them.
/// </remarks>
public sealed class GrowingLog(Func<string> find, string? under = null)
{
    /// <summary>The most points of a figure that are kept; at least half as many where there were more.</summary>
    public const int MostPoints = 4096;

    private const string Step = "step";
    private const int MostBytesOfLine = 1 << 20;
    private const int MostBytesOfLook = 64 << 20;
    private const int MostNames = 500;
    private const int LongestName = 200;
    private const int HeadBytes = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _series = new(StringComparer.Ordinal);
    private byte[] _head = [];
    private long _offset;
    private long _lines;
    private bool _isRefused;

    /// <summary>How often the file was begun anew: what was read of it before is not of this one.</summary>
    public int Version { get; private set; }

    /// <summary>The step of the last line; 0 before there is one.</summary>
    public long LastStep { get; private set; }

    /// <summary>What of the file cannot be read, and why; null where all can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>
    /// The figures by name, each with its steps in order: at most <see cref="MostPoints"/>, evenly spread, and the
    /// last one.
    /// </summary>
    /// <param name="after">Only points of later steps.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> Series(long after = -1)
    {
        lock (_lock)
        {
            return _series.ToDictionary(
                s => s.Key,
                s => (IReadOnlyList<(long Step, double Value)>)s.Value.After(after),
                StringComparer.Ordinal);
        }
    }

    /// <summary>Reads what has been appended.</summary>
    public void Look()
    {
        lock (_lock)
        {
            try
            {
                var file = find();
                if (File.Exists(file))
                {
                    Read(file);
                }
            }
            catch (DataException refused)
            {
                Trouble = refused.Message;
            }
        }
    }

    private void Read(string path)
    {
        using var file = InputFile.OpenHandle(path, FileOptions.SequentialScan, mayHaveHoles: false);
        var length = RandomAccess.GetLength(file);
        var head = new byte[_head.Length];
        if (length < _offset || RandomAccess.Read(file, head, 0) < head.Length || !head.AsSpan().SequenceEqual(_head))
        {
            Begin();
        }

        if (_isRefused)
        {
            return;
        }

        var (bytes, held) = (new byte[1 << 16], new MemoryStream());
        var at = _offset;
        var end = Math.Min(length, _offset + MostBytesOfLook);
        while (at < end
            && RandomAccess.Read(file, bytes.AsSpan(0, (int)Math.Min(bytes.Length, end - at)), at) is > 0 and var count)
        {
            at += count;
            var last = bytes.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (last < 0 && held.Length + count > MostBytesOfLine)
            {
                Refuse(path);
                return;
            }

            held.Write(bytes, 0, last + 1);
            if (last >= 0)
            {
                Take(path, held);
                held.SetLength(0);
            }

            held.Write(bytes, last + 1, count - last - 1);
        }
    }

    private void Begin()
    {
        _series.Clear();
        (_head, _offset, _lines, _isRefused, LastStep, Trouble) = ([], 0, 0, false, 0, null);
        Version++;
    }

    private void Refuse(string path)
    {
        _isRefused = true;
        Trouble = new DataException(
            path,
            FormattableString.Invariant($"line {_lines + 1} has more than {MostBytesOfLine} bytes; expected a line of ")
            + "JSON a round; nothing after it is read").Message;
    }

    // Whole lines, the last one with its end.
    private void Take(string path, MemoryStream lines)
    {
        _offset += lines.Length;
        if (_head.Length == 0)
        {
            _head = lines.GetBuffer().AsSpan(0, (int)Math.Min(lines.Length, HeadBytes)).ToArray();
        }

        using var text = new MemoryStream();
        using (var words = new JsonWords(new MemoryStream(lines.GetBuffer(), 0, (int)lines.Length)))
        {
            words.CopyTo(text);
        }

        var left = new ReadOnlyMemory<byte>(text.GetBuffer(), 0, (int)text.Length);
        while (left.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            _lines++;
            if (!Take(left[..end]))
            {
                Trouble ??= new DataException(
                    path,
                    FormattableString.Invariant($"line {_lines} is no object of figures with a later step; left out"))
                    .Message;
            }

            left = left[(end + 1)..];
        }
    }

    private bool Take(ReadOnlyMemory<byte> line)
    {
        if (line.Span.Trim((byte)' ').Trim((byte)'\r').IsEmpty)
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty(Step, out var said)
                || said.ValueKind != JsonValueKind.Number
                || !said.TryGetInt64(out var step)
                || step < LastStep
                || (under is null && step == LastStep))
            {
                return false;
            }

            var prefix = under is not null && root.TryGetProperty(under, out var whose)
                && whose.ValueKind == JsonValueKind.String
                ? $"{whose.GetString()}/"
                : string.Empty;
            LastStep = step;
            foreach (var figure in root.EnumerateObject().Where(f => f.Name is not Step))
            {
                Take($"{prefix}{figure.Name}", step, figure.Value);
            }

            return true;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Take(string name, long step, JsonElement value)
    {
        var number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => Word(value.GetString()!),
            _ => null,
        };
        if (number is not { } figure)
        {
            return;
        }

        if (!_series.TryGetValue(name, out var kept))
        {
            if (_series.Count >= MostNames || name.Length > LongestName)
            {
                return;
            }

            _series.Add(name, kept = new());
        }

        kept.Add(step, figure);
    }

    private static double? Word(string text) => text.ToLowerInvariant() switch
    {
        "nan" or "-nan" => double.NaN,
        "inf" or "infinity" or "+inf" or "+infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => null,
    };

    private sealed class Kept
    {
        private readonly List<(long Step, double Value)> _points = [];
        private (long Step, double Value) _last;
        private long _seen;
        private long _every = 1;

        public void Add(long step, double value)
        {
            _last = (step, value);
            if (_seen++ % _every != 0)
            {
                return;
            }

            _points.Add(_last);
            if (_points.Count > MostPoints)
            {
                for (var i = 0; 2 * i < _points.Count; i++)
                {
                    _points[i] = _points[2 * i];
                }

                _points.RemoveRange((_points.Count + 1) / 2, _points.Count - ((_points.Count + 1) / 2));
                _every *= 2;
            }
        }

        public List<(long Step, double Value)> After(long step)
        {
            var first = _points.FindIndex(p => p.Step > step);
            List<(long Step, double Value)> found = first < 0 ? [] : _points[first..];
            if (_last.Step > step && (found.Count == 0 || found[^1].Step < _last.Step))
            {
                found.Add(_last);
            }

            return found;
        }
    }
}
