using System.Buffers.Binary;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>What stands at the end of a Parquet file: its columns, and where their values lie.</summary>
/// <remarks>
/// https://github.com/apache/parquet-format: the file's last 8 bytes are the length of the message before them, in
/// Thrift's compact protocol, and PAR1.
/// </remarks>
internal sealed class ParquetFooter
{
    private const int MostBytes = 64 << 20;
    private const int Deepest = 32;
    private const int Ending = 8;
    private const int Repeated = 2;
    private const int Optional = 1;

    private byte[] _groups = [];

    /// <summary>The bytes that a file begins and ends with.</summary>
    public static ReadOnlySpan<byte> Mark => "PAR1"u8;

    /// <summary>The columns of the table.</summary>
    public IReadOnlyList<ParquetField> Columns { get; private set; } = [];

    /// <summary>How many rows the table has.</summary>
    public long Rows { get; private set; }

    /// <summary>What the writer says beside the table, by its name.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; private set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    private int Leaves { get; set; }

    /// <summary>Reads the end of a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidDataException">It is damaged, or cut short.</exception>
    /// <exception cref="NotSupportedException">It is encrypted.</exception>
    public static ParquetFooter Read(Bytes file)
    {
        if (file.Length < Mark.Length + Ending)
        {
            throw new EndOfStreamException();
        }

        var ending = new byte[Ending];
        file.Read(file.Length - Ending, ending);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(ending);
        if (ending.AsSpan(4).SequenceEqual("PARE"u8))
        {
            throw new NotSupportedException("it is encrypted");
        }

        if (!ending.AsSpan(4).SequenceEqual(Mark))
        {
            throw new EndOfStreamException();
        }

        if (length > Math.Min(MostBytes, file.Length - Ending - Mark.Length))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"its description claims {length} bytes of {file.Length}, where at most {MostBytes} are allowed"));
        }

        var message = new byte[length];
        file.Read(file.Length - Ending - length, message);
        var footer = new ParquetFooter();
        footer.Parse(message);
        return footer;
    }

    /// <summary>The values of one column, group of rows by group.</summary>
    /// <param name="column">The column.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="NotSupportedException">They are encrypted, or in another file.</exception>
    public List<ParquetChunk> Chunks(ParquetField column)
    {
        var chunks = new List<ParquetChunk>();
        for (var groups = ThriftMessage.Values(_groups); groups.Next();)
        {
            var group = new ThriftMessage(groups.Bytes);
            var (rows, chunk) = (0L, default(ParquetChunk));
            while (group.Next())
            {
                switch (group.Field)
                {
                    case 1:
                        chunk = Chunk(Nth(group.Bytes, column.Leaf));
                        break;
                    case 3:
                        rows = group.Number;
                        break;
                }
            }

            chunks.Add(chunk.Count == rows && chunk.Type == column.Type
                ? chunk
                : throw new InvalidDataException(FormattableString.Invariant(
                    $"group {chunks.Count} has {rows} rows, and {chunk.Count} values in {column}")));
        }

        return chunks.Sum(chunk => chunk.Count) == Rows
            ? chunks
            : throw new InvalidDataException(FormattableString.Invariant(
                $"it claims {Rows} rows, and its groups have {chunks.Sum(chunk => chunk.Count)}"));
    }

    private static ReadOnlySpan<byte> Nth(ReadOnlySpan<byte> list, int index)
    {
        var values = ThriftMessage.Values(list);
        for (var i = 0; i <= index; i++)
        {
            if (!values.Next())
            {
                throw new InvalidDataException("a group of rows has fewer columns than the table");
            }
        }

        return values.Bytes;
    }

    private static ParquetChunk Chunk(ReadOnlySpan<byte> bytes)
    {
        var found = default(ParquetChunk?);
        for (var chunk = new ThriftMessage(bytes); chunk.Next();)
        {
            switch (chunk.Field)
            {
                case 1 when !chunk.Bytes.IsEmpty:
                    throw new NotSupportedException("its values lie in another file");
                case 3:
                    found = Described(chunk.Bytes);
                    break;
                case 8 or 9:
                    throw new NotSupportedException("its values are encrypted");
            }
        }

        return found ?? throw new InvalidDataException("a group of rows does not say where a column lies");
    }

    private static ParquetChunk Described(ReadOnlySpan<byte> bytes)
    {
        var chunk = default(ParquetChunk);
        var dictionary = 0L;
        for (var description = new ThriftMessage(bytes); description.Next();)
        {
            var number = description.Number;
            switch (description.Field)
            {
                case 1:
                    chunk = chunk with { Type = (ParquetType)number };
                    break;
                case 4:
                    chunk = chunk with { Codec = (int)Math.Clamp(number, -1, byte.MaxValue) };
                    break;
                case 5:
                    chunk = chunk with { Count = NotNegative(number) };
                    break;
                case 7:
                    chunk = chunk with { Length = NotNegative(number) };
                    break;
                case 9:
                    chunk = chunk with { Start = NotNegative(number) };
                    break;
                case 11:
                    dictionary = number;
                    break;
            }
        }

        return dictionary > 0 && dictionary < chunk.Start ? chunk with { Start = dictionary } : chunk;
    }

    private static long NotNegative(long number) => number is >= 0 and < long.MaxValue / 2
        ? number
        : throw new InvalidDataException(
            FormattableString.Invariant($"a number of values or a place is {number}"));

    private void Parse(ReadOnlySpan<byte> bytes)
    {
        for (var message = new ThriftMessage(bytes); message.Next();)
        {
            switch (message.Field)
            {
                case 2:
                    var elements = ThriftMessage.Values(message.Bytes);
                    Columns = Field(ref elements, -1, isRoot: true).Children;
                    break;
                case 3:
                    Rows = NotNegative(message.Number);
                    break;
                case 4:
                    _groups = message.Bytes.ToArray();
                    break;
                case 5:
                    Notes = NotesIn(message.Bytes);
                    break;
            }
        }

        if (Columns.Count == 0 || _groups.Length == 0)
        {
            throw new InvalidDataException("it describes no table");
        }
    }

    private static Dictionary<string, string> NotesIn(ReadOnlySpan<byte> list)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var pairs = ThriftMessage.Values(list); pairs.Next();)
        {
            var (key, value) = (string.Empty, string.Empty);
            for (var pair = new ThriftMessage(pairs.Bytes); pair.Next();)
            {
                (key, value) = pair.Field switch
                {
                    1 => (Encoding.UTF8.GetString(pair.Bytes), value),
                    2 => (key, Encoding.UTF8.GetString(pair.Bytes)),
                    _ => (key, value),
                };
            }

            notes[key] = value;
        }

        return notes;
    }

    // The list has each group before its columns.
    private ParquetField Field(
        scoped ref ThriftMessage elements, int above, bool isRoot = false, int nested = 0, bool isRepeated = false)
    {
        if (nested > Deepest || !elements.Next())
        {
            throw new InvalidDataException(
                nested > Deepest
                    ? FormattableString.Invariant($"its columns are nested more than {Deepest} deep")
                    : "it describes fewer columns than it claims");
        }

        var (name, type, repetition, children, isText) = Element(elements.Bytes);
        isRepeated |= repetition == Repeated && !isRoot;
        var depth = isRoot ? 0 : above + (repetition is Optional or Repeated ? 1 : 0);
        if (type != ParquetType.Group && children == 0)
        {
            return new(name, type, isText, isRepeated, depth, Leaves++, []);
        }

        var columns = new List<ParquetField>();
        for (var i = 0L; i < children; i++)
        {
            columns.Add(Field(ref elements, depth, nested: nested + 1, isRepeated: isRepeated));
        }

        return new(name, ParquetType.Group, false, isRepeated, depth, -1, columns);
    }

    private static (string Name, ParquetType Type, long Repetition, long Children, bool IsText) Element(
        ReadOnlySpan<byte> bytes)
    {
        var (name, type, repetition, children, isText) = (string.Empty, ParquetType.Group, 0L, 0L, false);
        for (var element = new ThriftMessage(bytes); element.Next();)
        {
            switch (element.Field)
            {
                case 1:
                    type = (ParquetType)element.Number;
                    break;
                case 3:
                    repetition = element.Number;
                    break;
                case 4:
                    name = Encoding.UTF8.GetString(element.Bytes);
                    break;
                case 5:
                    children = element.Number;
                    break;
                case 6:
                    isText = true; // a binary that is converted to anything is no image
                    break;
                case 10 when !element.Bytes.IsEmpty:
                    isText = true;
                    break;
            }
        }

        return (name, type, repetition, children, isText && type == ParquetType.Binary);
    }
}
