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
/// Protocols 0 to 5 but for the extension registry, out-of-band buffers and old-style instances; the format is
/// described in CPython's Lib/pickletools.py. Values: null, bool, long, <see cref="BigInteger"/>, double, string,
/// byte[], List&lt;object?&gt; (lists and sets), <see cref="PickleTuple"/>, <see cref="PickleMap"/>,
/// <see cref="PickleGlobal"/>, <see cref="PickleCall"/>, <see cref="PicklePersistent"/>.
/// </remarks>
public sealed class Pickle
{
    // A pickle of a byte an operation would make objects of a hundred times its size.
    private const int MostOperations = 1 << 20;

    private readonly PickleBytes _bytes;
    private readonly string _name;
    private readonly Func<PickleGlobal, bool> _isAllowed;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];
    private readonly Unpacking _made;

    private Pickle(byte[] bytes, string name, Func<PickleGlobal, bool> isAllowed, int start)
    {
        (_bytes, _name, _isAllowed) = (new PickleBytes(bytes, start), name, isAllowed);
        _made = new(name, bytes.Length);
    }

    /// <summary>Reads one pickle.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="isAllowed">Which classes and functions the pickle may name.</param>
    /// <param name="start">Where the pickle begins.</param>
    /// <returns>The value, and where the pickle ends.</returns>
    /// <exception cref="DataException">The pickle is damaged, or it asks for what is not allowed.</exception>
    public static (object? Value, int End) Read(
        byte[] bytes, string name, Func<PickleGlobal, bool> isAllowed, int start = 0)
    {
        var pickle = new Pickle(bytes, name, isAllowed, start);
        try
        {
            return (pickle.Run(), pickle._bytes.At);
        }
        catch (Exception damage) when (damage
            is ArgumentOutOfRangeException
            or IndexOutOfRangeException
            or FormatException
            or OverflowException
            or DecoderFallbackException)
        {
            throw pickle.Damaged("the pickle is damaged or cut short");
        }
    }

    private object? Run()
    {
        for (var count = 0; count < MostOperations; count++)
        {
            var operation = (char)_bytes.Take(1)[0];
            switch (operation)
            {
                case '.':
                    return Pop();
                case '\x80':
                    _bytes.Skip(1);
                    break;
                case '\x95': // a frame: only a hint about buffering
                    _bytes.Skip(8);
                    break;
                default:
                    if (!Constant(operation) && !Collection(operation) && !Memo(operation) && !Object(operation))
                    {
                        throw Damaged(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"the pickle asks for operation 0x{(int)operation:X2}, which is not allowed"));
                    }

                    break;
            }
        }

        throw Damaged(FormattableString.Invariant(
            $"the pickle has more than the {MostOperations} operations that are allowed"));
    }

    /// <summary>Numbers, text and bytes.</summary>
    private bool Constant(char operation)
    {
        switch (operation)
        {
            case 'N': Push(null); return true;
            case '\x88': Push(true); return true;
            case '\x89': Push(false); return true;
            case 'K': Push((long)_bytes.Take(1)[0]); return true;
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Take(2))); return true;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(_bytes.Take(4))); return true;
            case 'I': Push(PickleBytes.Integer(_bytes.Line())); return true;
            case 'L': PushBig(PickleBytes.Big(_bytes.Line())); return true;
            case '\x8A': PushBig(new BigInteger(_bytes.Take(_bytes.Length(1)))); return true;
            case '\x8B': PushBig(new BigInteger(_bytes.Take(_bytes.Length(4)))); return true;
            case 'F': Push(double.Parse(_bytes.Line(), CultureInfo.InvariantCulture)); return true;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(_bytes.Take(8))); return true;
            case 'S': Push(Encoding.Latin1.GetBytes(PickleBytes.Unquote(_bytes.Line()))); return true;
            case 'U' or 'C': Push(_bytes.Take(_bytes.Length(1)).ToArray()); return true;
            case 'T' or 'B': Push(_bytes.Take(_bytes.Length(4)).ToArray()); return true;
            case '\x8E' or '\x96': Push(_bytes.Take(_bytes.Length(8)).ToArray()); return true;
            case 'V': Push(PickleBytes.Unescape(_bytes.Line())); return true;
            case '\x8C': Push(PickleBytes.Text(_bytes.Take(_bytes.Length(1)))); return true;
            case 'X': Push(PickleBytes.Text(_bytes.Take(_bytes.Length(4)))); return true;
            case '\x8D': Push(PickleBytes.Text(_bytes.Take(_bytes.Length(8)))); return true;
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
            case 'p': _memo[Is<long>(PickleBytes.Integer(_bytes.Line()))] = _stack[^1]; return true;
            case 'q': _memo[_bytes.Take(1)[0]] = _stack[^1]; return true;
            case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Take(4))] = _stack[^1]; return true;
            case '\x94': _memo[_memo.Count] = _stack[^1]; return true;
            case 'g': Push(Recall(Is<long>(PickleBytes.Integer(_bytes.Line())))); return true;
            case 'h': Push(Recall(_bytes.Take(1)[0])); return true;
            case 'j': Push(Recall(BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Take(4)))); return true;
            default: return false;
        }
    }

    /// <summary>What Python would import and call; here it is written down.</summary>
    private bool Object(char operation)
    {
        switch (operation)
        {
            case 'c':
                Push(Global(_bytes.Line(), _bytes.Line()));
                return true;
            case '\x93':
                var names = PopMany(2);
                Push(Global(Is<string>(names[0]), Is<string>(names[1])));
                return true;
            case 'R' or '\x81':
                var call = PopMany(2);
                Push(Call(Callee(call[0]), Is<PickleTuple>(call[1]).Values));
                return true;
            case '\x92':
                var named = PopMany(3); // arguments by name come last, and tell nothing here
                Push(Call(Callee(named[0]), Is<PickleTuple>(named[1]).Values));
                return true;
            case 'b':
                var state = Pop();
                Is<PickleCall>(_stack[^1]).State = state;
                return true;
            case 'Q':
                Push(new PicklePersistent(Pop()));
                return true;
            case 'P':
                Push(new PicklePersistent(_bytes.Line()));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// The record of a call; but Python 3 writes bytes to old protocols as the encoding of a text, and those are bytes.
    /// </summary>
    private object Call(PickleGlobal callee, IReadOnlyList<object?> arguments)
    {
        if (callee.ToString() != "_codecs.encode" || arguments is not [string text, "latin1"])
        {
            return new PickleCall(callee, arguments);
        }

        _made.Take(text.Length); // a text that is stored once can be encoded again and again
        return text.Select(c => checked((byte)c)).ToArray();
    }

    // PyTorch's old container hands a module's class over with its source; and what a call gives can be called.
    private PickleGlobal Callee(object? value) => value switch
    {
        PicklePersistent { Id: PickleTuple { Values: [var kind, PickleGlobal type, ..] } }
            when PickleMap.TextOf(kind) == "module" => type,
        PickleCall made => made.Callee,
        _ => Is<PickleGlobal>(value),
    };

    private PickleGlobal Global(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        return _isAllowed(global)
            ? global
            : throw Damaged($"the pickle asks for {Excerpt.Of(global.ToString())}, which is not allowed");
    }

    private void Append(List<object?> values)
    {
        var list = _stack[^1] is PickleCall call ? call.Appended : Is<List<object?>>(_stack[^1]);
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

        var dictionary = _stack[^1] is PickleCall call ? call.Items : Is<PickleMap>(_stack[^1]);
        for (var i = 0; i < pairs.Count; i += 2)
        {
            dictionary.Add(pairs[i], pairs[i + 1]);
        }
    }

    private object? Recall(long key) =>
        _memo.TryGetValue(key, out var value)
            ? value
            : throw Damaged("the pickle refers to something that it never stored");

    private T Is<T>(object? value) =>
        value is T expected
            ? expected
            : throw Damaged("the pickle has a value of one kind where it needs one of another");

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

    private DataException Damaged(string problem) =>
        new(_name, string.Create(CultureInfo.InvariantCulture, $"{problem} (at byte {_bytes.At})"));
}
