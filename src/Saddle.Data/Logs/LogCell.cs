using System.Globalization;

namespace Saddle.Data.Logs;

/// <summary>
/// What stands in a cell of a log: a number, in one of the many ways in which programs write one, or none.
/// </summary>
public static class LogCell
{
    private static readonly string[] Wrappers = ["tensor(", "array(", "np.float32(", "np.float64("];
    private static readonly char[] Enders = [',', ')', ']', ' '];

    /// <summary>Whether a cell says that there is nothing.</summary>
    /// <param name="text">The cell, without what surrounds it.</param>
    public static bool IsEmpty(ReadOnlySpan<char> text) => text.Length == 0;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="number">The number; it is not finite where the cell says so.</param>
    /// <returns>Whether it is one: NA, None, null, a dash and other texts are none.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out double number)
    {
        text = text.Trim().Trim('"').Trim('\'').Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        return NotFinite(text, out number) || Wrapped(text, out number);
    }

    /// <summary>Reads a number with a comma before its decimals, or between its thousands.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="decimalComma">Whether a comma stands before the decimals; else it parts thousands.</param>
    /// <param name="number">The number.</param>
    public static bool TryRead(ReadOnlySpan<char> text, bool decimalComma, out double number)
    {
        if (TryRead(text, out number))
        {
            return true;
        }

        var plain = decimalComma
            ? text.ToString().Replace(".", string.Empty, StringComparison.Ordinal).Replace(',', '.')
            : text.ToString().Replace(",", string.Empty, StringComparison.Ordinal);
        return TryRead(plain, out number);
    }

    // C's, Python's, JavaScript's and Microsoft's words.
    private static bool NotFinite(ReadOnlySpan<char> text, out double number)
    {
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

    // A tensor or a list that was printed: its first number, the loss where others follow.
    private static bool Wrapped(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        var inner = text;
        foreach (var wrapper in Wrappers)
        {
            inner = inner.StartsWith(wrapper, StringComparison.OrdinalIgnoreCase) ? inner[wrapper.Length..] : inner;
        }

        inner = inner.TrimStart("[( ");
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
