using System.Buffers;
using System.Globalization;

namespace Saddle.Data.Logs;

/// <summary>
/// What stands in a cell of a log: a number, in one of the many ways in which programs write one, or none.
/// </summary>
public static class LogCell
{
    private static readonly SearchValues<char> OfDecimals = SearchValues.Create("0123456789.");

    private const int MostCharacters = 64;

    private static readonly string[] Wrappers =
        ["tensor(", "tf.tensor(", "array(", "np.array(", "np.float32(", "np.float64(", "float32(", "float64("];

    private static readonly SearchValues<char> Enders = SearchValues.Create(",)]}> ");

    /// <summary>Reads a number.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="number">The number; it is not finite where the cell says so.</param>
    /// <returns>Whether it is one: NA, None, null, a dash and other texts are none.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out double number) => TryRead(text, false, out number, out _);

    /// <summary>Reads a number with a comma before its decimals, or between its thousands.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="decimalComma">Whether a comma stands before the decimals; else it parts thousands.</param>
    /// <param name="number">The number; it is not finite where the cell says so.</param>
    /// <param name="wrapped">Whether it is the first number of a tensor or a list that was printed.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, bool decimalComma, out double number, out bool wrapped)
    {
        wrapped = false;
        if (!decimalComma && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        text = text.Trim().Trim('"').Trim('\'').TrimEnd('%').Trim();
        if (text.Length is > 0 and <= MostCharacters && decimalComma && Grouped(text, '.', ',', out number))
        {
            return true;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            || NotFinite(text, out number)
            || (text.Length is > 0 and <= MostCharacters && Grouped(text, ',', '.', out number)))
        {
            return true;
        }

        return wrapped = Wrapped(text, out number);
    }

    /// <summary>Reads a step that is written with words, as programs write it for people: 5/60, step 5, 5k.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="step">The step.</param>
    /// <returns>Whether there is a number in it.</returns>
    public static bool TryReadStep(ReadOnlySpan<char> text, out double step)
    {
        step = 0;
        var begin = text.IndexOfAnyInRange('0', '9');
        var rest = begin < 0 ? default : text[begin..];
        var end = rest.IndexOfAnyExcept(OfDecimals) is var at && at < 0 ? rest.Length : at;
        if (!double.TryParse(rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out step))
        {
            return false;
        }

        step *= rest[end..].Trim() is "k" or "K" ? 1e3 : rest[end..].Trim() is "m" or "M" ? 1e6 : 1;
        return true;
    }

    // C's, Python's, JavaScript's and Microsoft's words.
    private static bool NotFinite(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        if (text.Length is 0 or > 10 || char.IsAsciiDigit(text[^1]) && !text.Contains('#'))
        {
            return false;
        }

        var sign = text is ['-', ..] ? -1 : 1;
        var word = text.TrimStart("+-").ToString().ToLowerInvariant();
        number = word switch
        {
            "nan" or "nan(ind)" or "nan(snan)" or "1.#ind" or "1.#qnan" or "1.#ind00" => double.NaN,
            "inf" or "infinity" or "1.#inf" or "1.#inf00" or "\u221e" => sign * double.PositiveInfinity,
            _ => 0,
        };
        return !double.IsFinite(number);
    }

    // Groups of three digits before the decimals, parted by one kind of mark: "1,234.5", "1 234,5", "1.234,5".
    private static bool Grouped(ReadOnlySpan<char> text, char mark, char decimals, out double number)
    {
        Span<char> plain = stackalloc char[MostCharacters];
        var (length, digits, part) = (0, 0, '\0');
        var at = text is ['-' or '+', ..] ? 1 : 0;
        (plain[0], length) = (text[0], at);
        var first = at;
        for (; at < text.Length && text[at] != decimals && (text[at] | ' ') != 'e'; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                plain[length++] = text[at];
                digits++;
                continue;
            }

            var fits = part == '\0' ? digits is >= 1 and <= 3 && text[first] != '0' : digits == 3;
            if (!fits || (part != '\0' && text[at] != part) || !(text[at] == mark || IsGap(text[at])))
            {
                number = 0;
                return false;
            }

            (part, digits) = (text[at], 0);
        }

        var rest = text[at..];
        rest.CopyTo(plain[length..]);
        if (rest.Length > 0 && rest[0] == decimals)
        {
            plain[length] = '.';
        }

        number = 0;
        return (part == '\0' || digits == 3)
            && rest.Length != 1
            && double.TryParse(
                plain[..(length + rest.Length)], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsGap(char mark) => mark is ' ' or '\u00a0' or '\u202f' or '\'' or '_';

    // A tensor, a list or a dictionary that was printed: its first number, the loss where others follow.
    private static bool Wrapped(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        if (text is not [.., ')' or ']' or '}' or '>'])
        {
            return false;
        }

        var inner = text.IndexOf("numpy=") is var at && at > 0 ? text[(at + "numpy=".Length)..] : text;
        inner = inner is ['{', ..] && inner.IndexOf(':') is var colon && colon > 0 ? inner[(colon + 1)..] : inner;
        for (var length = -1; length != inner.Length;)
        {
            length = inner.Length;
            foreach (var wrapper in Wrappers)
            {
                inner = inner.StartsWith(wrapper, StringComparison.OrdinalIgnoreCase) ? inner[wrapper.Length..] : inner;
            }

            inner = inner.TrimStart("[( ");
        }

        if (inner.Length == text.Length)
        {
            return false;
        }

        var end = inner.IndexOfAny(Enders);
        inner = (end < 0 ? inner : inner[..end]).Trim();
        return double.TryParse(inner, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            || NotFinite(inner, out number);
    }
}
