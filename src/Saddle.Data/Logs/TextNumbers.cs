namespace Saddle.Data.Logs;

/// <summary>
/// Finds the numbers in a line of text, and the words that stand where there is none: 1,234.5 and 6.9e-01, nan, inf,
/// N/A. What is a part of a word or of a version is none.
/// </summary>
internal static class TextNumbers
{
    // In capitals and small letters as programs write them; the longer ones first.
    private static readonly string[] Words =
    [
        "nan(ind)", "nan(snan)", "nan", "NaN", "NAN", "infinity", "Infinity", "inf", "Inf", "N/A", "NA", "None", "null",
    ];

    /// <summary>Finds the next.</summary>
    /// <param name="line">The line.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>Where it begins; -1 where there is none.</returns>
    public static int Next(ReadOnlySpan<char> line, int from, out int end)
    {
        for (var i = from; i < line.Length; i++)
        {
            if ((i == 0 || !IsOfWord(line[i - 1], ".#")) && IsBegin(line[i]) && IsAlone(line, end = End(line, i), i))
            {
                return i;
            }
        }

        end = line.Length;
        return -1;
    }

    private static bool IsOfWord(char c, string others) =>
        char.IsLetterOrDigit(c) || c == '_' || others.Contains(c, StringComparison.Ordinal);

    private static bool IsBegin(char c) => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'n' or 'N' or 'i' or 'I';

    private static bool IsAlone(ReadOnlySpan<char> line, int end, int start) => end > start
        && (end == line.Length
            || !(IsOfWord(line[end], string.Empty) || (line[end] == '.' && IsDigit(line, end + 1))));

    private static bool IsDigit(ReadOnlySpan<char> line, int at) => at < line.Length && char.IsAsciiDigit(line[at]);

    private static int End(ReadOnlySpan<char> line, int start)
    {
        var at = line[start] is '+' or '-' ? start + 1 : start;
        var rest = line[at..];
        if (rest.StartsWith("1.#"))
        {
            return at + 3 + Letters(rest[3..]);
        }

        return IsDigit(line, at) || (rest is ['.', _, ..] && IsDigit(line, at + 1)) ? Number(line, at)
            : Word(rest) is > 0 and var length ? at + length
            : start;
    }

    private static int Letters(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsLetterOrDigit(text[length]))
        {
            length++;
        }

        return length;
    }

    private static int Word(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                return word.Length;
            }
        }

        return 0;
    }

    // Digits, groups of three after commas or decimals after one comma, decimals after a point, an exponent.
    private static int Number(ReadOnlySpan<char> line, int at)
    {
        var whole = at = Digits(line, at);
        while (at < line.Length && line[at] == ',' && Digits(line, at + 1) == at + 4)
        {
            at += 4;
        }

        if (at == whole && at < line.Length && line[at] == ',' && IsDigit(line, at + 1))
        {
            at = Digits(line, at + 1);
        }
        else if (at < line.Length && line[at] == '.')
        {
            at = Digits(line, at + 1);
        }

        var exponent = at + 1 < line.Length && line[at] is 'e' or 'E' ? at + 1 : line.Length;
        exponent += exponent < line.Length && line[exponent] is '+' or '-' ? 1 : 0;
        return IsDigit(line, exponent) ? Digits(line, exponent) : at;
    }

    private static int Digits(ReadOnlySpan<char> line, int at)
    {
        while (IsDigit(line, at))
        {
            at++;
        }

        return at;
    }
}
