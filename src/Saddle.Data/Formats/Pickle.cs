using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>
/// Reads Python's pickles as data: numbers, text, bytes, lists, tuples and dictionaries become values, and what Python
/// would import or call becomes a record of its name. Nothing is ever executed.
/// </summary>
/// <remarks>
/// Protocols 0 to 5 but for the extension registry, out-of-band buffers and old-style instances; the format is described in
/// CPython's Lib/pickletools.py. Values: null, bool, long, <see cref="BigInteger"/>, double, string, byte[],
/// List&lt;object?&gt; (lists and sets), <see cref="PickleTuple"/>, <see cref="PickleMap"/>, <see cref="PickleGlobal"/>,
/// <see cref="PickleCall"/>, <see cref="PicklePersistent"/>.
/// </remarks>
public sealed class Pickle
{
    private readonly byte[] _bytes;
    private readonly string _name;
    private readonly Func<PickleGlobal, bool> _isAllowed;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _at;

    private Pickle(byte[] bytes, string name, Func<PickleGlobal, bool> isAllowed, int start)
    {
        (_bytes, _name, _isAllowed, _at) = (bytes, name, isAllowed, start);
    }

    /// <summary>Reads one pickle.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="isAllowed">Which classes and functions the pickle may name.</param>
    /// <param name="start">Where the pickle begins.</param>
    /// <returns>The value, and where the pickle ends.</returns>
    /// <exception cref="DataException">The pickle is damaged, or it asks for what is not allowed.</exception>
    public static (object? Value, int End) Read(byte[] bytes, string name, Func<PickleGlobal, bool> isAllowed, int start = 0)
    {
        var pickle = new Pickle(bytes, name, isAllowed, start);
        try
        {
            return (pickle.Run(), pickle._at);
        }
        catch (Exception damage) when (damage is ArgumentOutOfRangeException or IndexOutOfRangeException or InvalidCastException or FormatException or OverflowException or DecoderFallbackException)
        {
            throw pickle.Damaged("the pickle is damaged or cut short");
        }
    }

    private object? Run()
    {
        while (true)
        {
            var operation = (char)_bytes[_at++];
            switch (operation)
            {
                case '.':
                    return Pop();
                case '\x80':
                    Skip(1);
                    break;
                case '\x95': // a frame: only a hint about buffering
                    Skip(8);
                    break;
                default:
                    if (!Constant(operation) && !Collection(operation) && !Memo(operation) && !Object(operation))
                    {
                        throw Damaged(string.Create(CultureInfo.InvariantCulture, $"the pickle asks for operation 0x{(int)operation:X2}, which is not allowed"));
                    }

                    break;
            }
        }
    }

    /// <summary>Numbers, text and bytes.</summary>
    private bool Constant(char operation)
    {
        switch (operation)
        {
            case 'N': Push(null); return true;
            case '\x88': Push(true); return true;
            case '\x89': Push(false); return true;
            case 'K': Push((long)Take(1)[0]); return true;
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); return true;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); return true;
            case 'I': Push(Integer(Line())); return true;
            case 'L': PushBig(BigInteger.Parse(Line().TrimEnd('L'), CultureInfo.InvariantCulture)); return true;
            case '\x8A': PushBig(new BigInteger(Take(Length(1)))); return true;
            case '\x8B': PushBig(new BigInteger(Take(Length(4)))); return true;
            case 'F': Push(double.Parse(Line(), CultureInfo.InvariantCulture)); return true;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); return true;
            case 'S': Push(Encoding.Latin1.GetBytes(Unquote(Line()))); return true;
            case 'U' or 'C': Push(Take(Length(1)).ToArray()); return true;
            case 'T' or 'B': Push(Take(Length(4)).ToArray()); return true;
            case '\x8E' or '\x96': Push(Take(Length(8)).ToArray()); return true;
            case 'V': Push(Unescape(Line())); return true;
            case '\x8C': Push(Text(Take(Length(1)))); return true;
            case 'X': Push(Text(Take(Length(4)))); return true;
            case '\x8D': Push(Text(Take(Length(8)))); return true;
            default: return false;
        }
    }

    /// <summary>Tuples, lists, dictionaries and sets.</summary>
    private bool Collection(char operation)
    {
        switch (operation)
        {
            case '(': _marks.Add(_stack.Count); return true;
            case ')': Push(new PickleTuple([])); return true;
            case 't': Push(new PickleTuple(PopToMark())); return true;
            case '\x85': Push(new PickleTuple(PopMany(1))); return true;
            case '\x86': Push(new PickleTuple(PopMany(2))); return true;
            case '\x87': Push(new PickleTuple(PopMany(3))); return true;
            case ']' or '\x8F': Push(new List<object?>()); return true;
            case 'l' or '\x91': Push(PopToMark()); return true;
            case '}': Push(new PickleMap()); return true;
            case 'd': SetItems(PopToMark(), new PickleMap()); return true;
            case 'a': Append(PopMany(1)); return true;
            case 'e' or '\x90': Append(PopToMark()); return true;
            case 's': SetItems(PopMany(2)); return true;
            case 'u': SetItems(PopToMark()); return true;
            default: return false;
        }
    }

    /// <summary>What is kept to be used again, and what is thrown away.</summary>
    private bool Memo(char operation)
    {
        switch (operation)
        {
            case '0': Pop(); return true;
            case '1': PopToMark(); return true;
            case '2': Push(_stack[^1]); return true;
            case 'p': _memo[(long)Integer(Line())] = _stack[^1]; return true;
            case 'q': _memo[Take(1)[0]] = _stack[^1]; return true;
            case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = _stack[^1]; return true;
            case '\x94': _memo[_memo.Count] = _stack[^1]; return true;
            case 'g': Push(Recall((long)Integer(Line()))); return true;
            case 'h': Push(Recall(Take(1)[0])); return true;
            case 'j': Push(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); return true;
            default: return false;
        }
    }

    /// <summary>What Python would import and call; here it is written down.</summary>
    private bool Object(char operation)
    {
        switch (operation)
        {
            case 'c':
                Push(Global(Line(), Line()));
                return true;
            case '\x93':
                var names = PopMany(2);
                Push(Global((string)names[0]!, (string)names[1]!));
                return true;
            case 'R' or '\x81':
                var call = PopMany(2);
                Push(Call((PickleGlobal)call[0]!, ((PickleTuple)call[1]!).Values));
                return true;
            case 'b':
                var state = Pop();
                ((PickleCall)_stack[^1]!).State = state;
                return true;
            case 'Q':
                Push(new PicklePersistent(Pop()));
                return true;
            case 'P':
                Push(new PicklePersistent(Line()));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The record of a call; but Python 3 writes bytes to old protocols as the encoding of a text, and those are bytes.</summary>
    private static object Call(PickleGlobal callee, IReadOnlyList<object?> arguments) =>
        callee.ToString() == "_codecs.encode" && arguments is [string text, "latin1"]
            ? text.Select(c => checked((byte)c)).ToArray()
            : new PickleCall(callee, arguments);

    private PickleGlobal Global(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        return _isAllowed(global) ? global : throw Damaged($"the pickle asks for {Shorten(global.ToString())}, which is not allowed");
    }

    private void Append(List<object?> values)
    {
        var list = _stack[^1] is PickleCall call ? call.Appended : (List<object?>)_stack[^1]!;
        foreach (var value in values)
        {
            list.Add(value);
        }
    }

    private void SetItems(List<object?> pairs, PickleMap? made = null)
    {
        if (made is not null)
        {
            Push(made);
        }

        var dictionary = _stack[^1] is PickleCall call ? call.Items : (PickleMap)_stack[^1]!;
        for (var i = 0; i < pairs.Count; i += 2)
        {
            dictionary.Add(pairs[i], pairs[i + 1]);
        }
    }

    private object? Recall(long key) => _memo.TryGetValue(key, out var value) ? value : throw Damaged("the pickle refers to something that it never stored");

    private void Push(object? value) => _stack.Add(value);

    private void PushBig(BigInteger value)
    {
        if (value.GetBitLength() < 64)
        {
            Push((long)value);
        }
        else
        {
            Push(value);
        }
    }

    private object? Pop() => PopMany(1)[0];

    /// <summary>The last values, which must lie above the last mark.</summary>
    private List<object?> PopMany(int count)
    {
        var start = _stack.Count - count;
        if (start < (_marks.Count > 0 ? _marks[^1] : 0))
        {
            throw Damaged("the pickle takes more than it put down");
        }

        var values = _stack.GetRange(start, count);
        _stack.RemoveRange(start, count);
        return values;
    }

    private List<object?> PopToMark()
    {
        var mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        return PopMany(_stack.Count - mark);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var span = _bytes.AsSpan(_at, count);
        _at += count;
        return span;
    }

    private void Skip(int count) => Take(count);

    /// <summary>A length in so many bytes; more than the file has left is out of range wherever it is used.</summary>
    private int Length(int bytes) => bytes switch
    {
        1 => Take(1)[0],
        4 => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(Take(4))),
        _ => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(Take(8))),
    };

    private string Line()
    {
        var length = _bytes.AsSpan(_at).IndexOf((byte)'\n');
        var line = Encoding.Latin1.GetString(Take(length));
        Skip(1);
        return line;
    }

    /// <summary>Numbers of protocol 0, whose 00 and 01 are false and true.</summary>
    private static object Integer(string text) => text switch
    {
        "00" => false,
        "01" => true,
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string Text(ReadOnlySpan<byte> bytes) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);

    /// <summary>Text of protocol 0 in quotes; only plain characters, which is all that names need.</summary>
    private static string Unquote(string line) =>
        line.Length >= 2 && line[0] == line[^1] && line[0] is '\'' or '"' && !line.Contains('\\', StringComparison.Ordinal) ? line[1..^1] : throw new FormatException();

    /// <summary>Text of protocol 0: a backslash begins u and four hexadecimal digits, or U and eight.</summary>
    private static string Unescape(string line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\')
            {
                text.Append(line[i]);
                continue;
            }

            var digits = line[++i] == 'u' ? 4 : line[i] == 'U' ? 8 : throw new FormatException();
            text.Append(digits == 4
                ? ((char)ushort.Parse(line.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
                : new Rune(uint.Parse(line.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());
            i += digits;
        }

        return text.ToString();
    }

    private static string Shorten(string text) => string.Concat(text.Take(80).Select(c => char.IsControl(c) ? '?' : c));

    private DataException Damaged(string problem) => new(_name, string.Create(CultureInfo.InvariantCulture, $"{problem} (at byte {_at})"));
}
