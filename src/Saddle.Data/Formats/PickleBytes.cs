using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Saddle.Data.Formats;

/// <summary>
/// A pickle's bytes, and how operations find their arguments in them. Whatever is out of range or not to be parsed
/// throws what the runtime throws.
/// </summary>
/// <param name="bytes">The bytes.</param>
/// <param name="start">Where to begin.</param>
internal sealed class PickleBytes(byte[] bytes, int start)
{
    private const int MaxDigits = 1000;

    /// <summary>Where the next byte is.</summary>
    public int At { get; private set; } = start;

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        var span = bytes.AsSpan(At, count);
        At += count;
        return span;
    }

    /// <summary>Goes on without looking.</summary>
    public void Skip(int count) => Take(count);

    /// <summary>A length in so many bytes; more than the file has left is out of range wherever it is used.</summary>
    public int Length(int bytes) => bytes switch
    {
        1 => Take(1)[0],
        4 => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(Take(4))),
        _ => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(Take(8))),
    };

    /// <summary>The text up to the end of the line.</summary>
    public string Line()
    {
        var length = bytes.AsSpan(At).IndexOf((byte)'\n');
        var line = Encoding.Latin1.GetString(Take(length));
        Skip(1);
        return line;
    }

    /// <summary>Numbers of protocol 0, whose 00 and 01 are false and true.</summary>
    public static object Integer(string text) => text switch
    {
        "00" => false,
        "01" => true,
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>
    /// Large numbers of protocol 0; of a million digits none is meant well, and reading it would take long.
    /// </summary>
    public static BigInteger Big(string text) =>
        text.Length <= MaxDigits
            ? BigInteger.Parse(text.TrimEnd('L'), CultureInfo.InvariantCulture)
            : throw new FormatException();

    /// <summary>Text in UTF-8.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) =>
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);

    /// <summary>Text of protocol 0 in quotes; only plain characters, which is all that names need.</summary>
    public static string Unquote(string line) =>
        line.Length >= 2
            && line[0] == line[^1]
            && line[0] is '\'' or '"'
            && !line.Contains('\\', StringComparison.Ordinal)
            ? line[1..^1]
            : throw new FormatException();

    /// <summary>Text of protocol 0: a backslash begins u and four hexadecimal digits, or U and eight.</summary>
    public static string Unescape(string line)
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
            var code = uint.Parse(
                line.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            text.Append(digits == 4 ? ((char)code).ToString() : new Rune(code).ToString());
            i += digits;
        }

        return text.ToString();
    }
}
