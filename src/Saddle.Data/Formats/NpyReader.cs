using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Saddle.Data.Formats;

/// <summary>Reads numpy's .npy from a stream: the header at once, the numbers when they are asked for.</summary>
/// <remarks>
/// numpy.lib.format, versions 1.0, 2.0 and 3.0; half, single and double precision of either byte order, and whole
/// numbers of 32 and 64 bits where they are asked for.
/// </remarks>
public sealed partial class NpyReader
{
    private const int MaxHeader = 1 << 20;
    private const int ChunkBytes = 1 << 20;
    private const int MostDimensions = 64;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly int _size;
    private readonly bool _bigEndian;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The stream, at the file's first byte.</param>
    /// <param name="name">The file, for messages.</param>
    /// <param name="available">How many bytes the stream has in all.</param>
    /// <param name="wholes">Whether whole numbers will do, too.</param>
    /// <exception cref="DataException">
    /// It is not a .npy of numbers, or it ends before all that its header declares.
    /// </exception>
    public NpyReader(Stream stream, string name, long available, bool wholes = false)
    {
        (_stream, _name) = (stream, name);
        var (header, length) = Damage.Guard(name, "header of the .npy", () => ReadHeader(stream));
        var type = Match(TypePattern(), header, "descr");
        (_size, _bigEndian) = type switch
        {
            "<f2" or ">f2" => (2, type[0] == '>'),
            "<f4" or ">f4" => (4, type[0] == '>'),
            "<f8" or ">f8" => (8, type[0] == '>'),
            "<i4" or ">i4" when wholes => (4, type[0] == '>'),
            "<i8" or ">i8" when wholes => (8, type[0] == '>'),
            "|u1" when wholes => (1, false),
            _ => throw Bad(
                $"its numbers are of type '{type}', where floating-point numbers (f2, f4 or f8) are expected"),
        };
        IsWhole = type[1] is 'i' or 'u';
        FortranOrder = Match(OrderPattern(), header, "fortran_order") == "True";
        Shape = ParseShape(Match(ShapePattern(), header, "shape"));
        Check(available - length);
    }

    /// <summary>The lengths of the dimensions.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Whether the first dimension's entries lie side by side, not the last's.</summary>
    public bool FortranOrder { get; }

    /// <summary>Whether the numbers are whole ones.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the numbers are bytes.</summary>
    public bool IsBytes => _size == 1;

    /// <summary>Whether the numbers are of double precision; else single holds them.</summary>
    public bool IsDouble => _size == 8;

    /// <summary>The number of numbers.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>Reads the next numbers, in the order of the file.</summary>
    /// <typeparam name="TNumber">float or double.</typeparam>
    /// <param name="numbers">The result.</param>
    /// <exception cref="DataException">The file ends too early.</exception>
    public void Read<TNumber>(Span<TNumber> numbers)
        where TNumber : unmanaged, System.Numerics.IFloatingPoint<TNumber>
    {
        var buffer = new byte[ChunkBytes];
        while (numbers.Length > 0)
        {
            var part = Math.Min(numbers.Length, ChunkBytes / _size);
            var bytes = buffer.AsSpan(0, part * _size);
            Fill(bytes);
            Convert(bytes, numbers[..part]);
            numbers = numbers[part..];
        }
    }

    /// <summary>Reads all numbers as doubles.</summary>
    /// <exception cref="DataException">The file ends too early.</exception>
    public double[] ReadDoubles()
    {
        var numbers = new double[Count];
        Read<double>(numbers);
        return numbers;
    }

    private static (string Text, long Length) ReadHeader(Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        stream.ReadExactly(start[..8]);
        if (!start[..6].SequenceEqual((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8]))
        {
            throw new InvalidDataException("it does not begin as a .npy does");
        }

        var wide = start[6] switch
        {
            1 => false,
            2 or 3 => true,
            var other => throw new InvalidDataException(FormattableString.Invariant($"version {other} is not known")),
        };
        stream.ReadExactly(start.Slice(8, wide ? 4 : 2));
        var length = wide
            ? BinaryPrimitives.ReadUInt32LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (length > MaxHeader)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"it claims a length of {length} bytes"));
        }

        var text = new byte[length];
        stream.ReadExactly(text);
        return (Encoding.UTF8.GetString(text), length + (wide ? 12 : 10));
    }

    [GeneratedRegex(
        "'descr'\\s*:\\s*'(?<value>[^']{1,40})'",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypePattern();

    [GeneratedRegex(
        "'fortran_order'\\s*:\\s*(?<value>True|False)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OrderPattern();

    [GeneratedRegex(
        "'shape'\\s*:\\s*\\((?<value>[0-9L, ]*)\\)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ShapePattern();

    private string Match(Regex pattern, string header, string key) => pattern.Match(header) is { Success: true } match
        ? match.Groups["value"].Value
        : throw Bad($"its header has no '{key}' of an array of numbers");

    private long[] ParseShape(string text)
    {
        // One comma may end it, as Python writes the tuple of one number.
        var listed = text.Trim() is [.. var all, ','] ? all : text.Trim();
        var parts = text.Trim().Length == 0 ? [] : listed.Split(',', StringSplitOptions.TrimEntries);
        var shape = new long[parts.Length];
        for (var i = 0; i < shape.Length; i++)
        {
            if (!long.TryParse(parts[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
            {
                throw Bad($"its header declares the shape ({Excerpt.Of(text)})");
            }
        }

        if (shape.Length > MostDimensions)
        {
            throw Bad(FormattableString.Invariant($"its header declares {shape.Length} dimensions"));
        }

        return shape;
    }

    private void Check(long available)
    {
        var needed = Shape.Aggregate((double)_size, (product, length) => product * length);
        if (needed > available)
        {
            throw Bad(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"its header declares {Excerpt.Of(string.Join(" x ", Shape))} numbers, {needed} bytes, "
                    + $"but {Math.Max(0, available)} follow: it is cut short"));
        }
    }

    private void Fill(Span<byte> bytes)
    {
        try
        {
            _stream.ReadExactly(bytes);
        }
        catch (Exception damage) when (damage is EndOfStreamException or InvalidDataException)
        {
            throw Bad(damage is EndOfStreamException ? "it is cut short" : "its compression is damaged");
        }
    }

    private void Convert<TNumber>(Span<byte> bytes, Span<TNumber> numbers)
        where TNumber : unmanaged, System.Numerics.IFloatingPoint<TNumber>
    {
        switch (_size)
        {
            case 1:
                Convert<byte, TNumber>(bytes, numbers);
                break;
            case 2:
                var halves = MemoryMarshal.Cast<byte, short>(bytes);
                Turn(halves);
                Convert(MemoryMarshal.Cast<short, Half>(halves), numbers);
                break;
            case 4:
                var singles = MemoryMarshal.Cast<byte, int>(bytes);
                Turn(singles);
                if (IsWhole)
                {
                    Convert<int, TNumber>(singles, numbers);
                    break;
                }

                Convert(MemoryMarshal.Cast<int, float>(singles), numbers);
                break;
            default:
                var doubles = MemoryMarshal.Cast<byte, long>(bytes);
                Turn(doubles);
                if (IsWhole)
                {
                    Convert<long, TNumber>(doubles, numbers);
                    break;
                }

                Convert(MemoryMarshal.Cast<long, double>(doubles), numbers);
                break;
        }
    }

    private static void Convert<TFrom, TNumber>(Span<TFrom> from, Span<TNumber> to)
        where TFrom : unmanaged, System.Numerics.INumberBase<TFrom>
        where TNumber : unmanaged, System.Numerics.IFloatingPoint<TNumber>
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = TNumber.CreateSaturating(from[i]);
        }
    }

    private void Turn(Span<short> words)
    {
        if (_bigEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }

    private void Turn(Span<int> words)
    {
        if (_bigEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }

    private void Turn(Span<long> words)
    {
        if (_bigEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }

    private DataException Bad(string problem) => new(_name, problem);
}
