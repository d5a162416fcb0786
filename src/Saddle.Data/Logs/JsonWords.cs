using System.Runtime.InteropServices;
using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>
/// JSON as programs that log write it, made JSON: NaN, Infinity, nan and inf that stand bare, as Python and C write
/// them, become texts; a mark of its encoding and the zeros that a crash left are left out. Halves of characters, which
/// JSON can write and nobody can read, are the sign for what cannot be shown.
/// </summary>
/// <param name="json">The JSON, in UTF-8; it is closed with this one.</param>
internal sealed class JsonWords(Stream json) : SequentialStream
{
    private const int MostWord = 16;

    private static readonly HashSet<string> Words = new(
        ["nan", "inf", "infinity", "-nan", "-inf", "-infinity", "+inf", "+infinity"], StringComparer.OrdinalIgnoreCase);

    private readonly byte[] _in = new byte[1 << 14];
    private readonly List<byte> _out = [];
    private readonly List<byte> _word = [];
    private int _at;
    private bool _isText;
    private bool _isEscaped;
    private int _digits;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_at == _out.Count)
        {
            _out.Clear();
            _at = 0;
            var count = json.Read(_in);
            foreach (var next in _in.AsSpan(0, count))
            {
                Take(next);
            }

            if (count == 0)
            {
                EndWord();
                if (_out.Count == 0)
                {
                    return 0;
                }
            }
        }

        var length = Math.Min(buffer.Length, _out.Count - _at);
        CollectionsMarshal.AsSpan(_out).Slice(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            json.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Take(byte next)
    {
        if (_digits > 0)
        {
            _word.Add(next);
            EndDigits(--_digits);
        }
        else if (_isText)
        {
            _out.Add(next);
            _digits = _isEscaped && next == 'u' ? 4 : 0;
            _isText = _isEscaped || next != '"';
            _isEscaped = !_isEscaped && next == '\\';
        }
        else
        {
            TakeBare(next);
        }
    }

    private void TakeBare(byte next)
    {

        if (char.IsAsciiLetter((char)next) || next is (byte)'-' or (byte)'+' || (_word.Count > 0 && IsOfNumber(next)))
        {
            _word.Add(next);
            if (_word.Count > MostWord)
            {
                EndWord();
            }

            return;
        }

        EndWord();
        _isText = next == '"';
        if (next is not 0 and < 0x80)
        {
            _out.Add(next);
        }
    }

    private void EndDigits(int left)
    {
        if (left == 0)
        {
            var isHalf = _word[0] is (byte)'d' or (byte)'D' && _word[1] is not (>= (byte)'0' and <= (byte)'7');
            _out.AddRange(isHalf ? "fffd"u8 : CollectionsMarshal.AsSpan(_word));
            _word.Clear();
        }
    }

    private static bool IsOfNumber(byte next) => char.IsAsciiDigit((char)next) || next == '.';

    private void EndWord()
    {
        var isBare = _word.Count > 2 && Words.Contains(string.Concat(_word.Select(b => (char)b)));
        if (isBare)
        {
            _out.Add((byte)'"');
        }

        _out.AddRange(_word);
        _word.Clear();
        if (isBare)
        {
            _out.Add((byte)'"');
        }
    }
}
