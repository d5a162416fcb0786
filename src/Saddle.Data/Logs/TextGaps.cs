namespace Saddle.Data.Logs;

/// <summary>What stands before a number in a line of text: names it, or does not. The same comes again and again.
/// </summary>
internal sealed class TextGaps
{
    private const int MostKept = 4096;
    private const int MostName = 80;
    private const int MostWords = 4;
    private const string NameCharacters = " _-./()[]{}:%#@*+^~&\\";

    private static readonly HashSet<string> Units = new(
        ("s sec secs second seconds ms us min mins minute minutes h hr hrs hour hours it/s s/it img/s epochs "
            + "steps").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Levels = new(
        "info debug warn warning error critical root notice trace".Split(' '), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Fillers = new(
        "the a an and with is was now at".Split(' '), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Wrappers =
        ["tf.Tensor", "Tensor", "tensor", "array", "np.float32", "np.float64", "float32", "float64"];

    private readonly Dictionary<string, TextGap> _kept = new(StringComparer.Ordinal);

    /// <summary>Reads a gap.</summary>
    /// <param name="gap">The text between a number and the one before it, or the beginning of the line.</param>
    /// <param name="followsNumber">Whether a number is before it.</param>
    public TextGap Of(ReadOnlySpan<char> gap, bool followsNumber)
    {
        var kept = _kept.GetAlternateLookup<ReadOnlySpan<char>>();
        if (followsNumber && kept.TryGetValue(gap, out var known))
        {
            return known;
        }

        var before = gap.TrimEnd();
        var opened = Opened(ref before);
        var isSaid = before is [.., ':' or '='] or [.., '-' or '=', '>'];
        var name = NameOf(isSaid ? before.TrimEnd("-=>: ") : before, isSaid, followsNumber);
        var found = new TextGap(name, name.Length > 0 && LogTable.IsCounter(name), opened);
        if (followsNumber && _kept.Count < MostKept)
        {
            kept[gap] = found;
        }

        return found;
    }

    // The bracket right before a number, and the word of a tensor that was printed.
    private static char Opened(ref ReadOnlySpan<char> before)
    {
        var opened = '\0';
        while (before is [.., '(' or '[' or '{' or '"' or '\''])
        {
            opened = before[^1] is '(' or '[' or '{' ? before[^1] : opened;
            before = before[..^1].TrimEnd();
        }

        foreach (var wrapper in Wrappers)
        {
            if (opened == '(' && before.EndsWith(wrapper, StringComparison.Ordinal))
            {
                before = before[..^wrapper.Length].TrimEnd();
                break;
            }
        }

        return opened;
    }

    // The words before a number, back to what parts them from others; none where a blank alone parts them from the
    // number, unless they have the look of a counter or a loss.
    private static string NameOf(ReadOnlySpan<char> text, bool isSaid, bool followsNumber)
    {
        text = text.TrimEnd("\"' ");
        var cut = Cut(text);
        var words = Words(text[cut..].ToString(), cut == 0 && followsNumber);
        if (words.Count == 0)
        {
            return string.Empty;
        }

        for (var length = Math.Min(3, words.Count); length > 0; length--)
        {
            var last = string.Join(' ', words[^length..]).Trim('-', ':', '.', '#', '_');
            if (LogTable.IsCounter(last))
            {
                return last;
            }
        }

        var name = string.Join(' ', words.TakeLast(MostWords)).Trim("-:.*#@&~%/+^ ".ToCharArray());
        var fits = name.Length is > 0 and <= MostName
            && name.Any(char.IsLetter)
            && !name.Contains(".py", StringComparison.Ordinal)
            && !name.Contains("//", StringComparison.Ordinal);
        return fits && (isSaid || LogText.LooksLikeFigure(words[^1])) ? name : string.Empty;
    }

    private static int Cut(ReadOnlySpan<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var c = text[i];
            if (c is ')' or ']' or '}')
            {
                var open = Matching(text, i);
                if (open < 0)
                {
                    return i + 1;
                }

                i = open;
            }
            else if (c is '(' or '[' or '{'
                || !(char.IsLetterOrDigit(c) || NameCharacters.Contains(c, StringComparison.Ordinal))
                || (c is ':' && i + 1 < text.Length && text[i + 1] == ' ')
                || (c is '-' && i + 1 < text.Length && text[i + 1] == ' ' && (i == 0 || text[i - 1] == ' ')))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int Matching(ReadOnlySpan<char> text, int close)
    {
        var open = text[close] == ')' ? '(' : text[close] == ']' ? '[' : '{';
        var depth = 0;
        for (var i = close; i >= 0; i--)
        {
            depth += text[i] == text[close] ? 1 : text[i] == open ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static List<string> Words(string text, bool followsNumber)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w[0] is not ('(' or '[' or '{') && !Fillers.Contains(w))
            .ToList();
        words.RemoveRange(0, words.FindLastIndex(w => !w.Any(char.IsLetter)) + 1);
        if (words.Count > 1 && followsNumber && Units.Contains(words[0].Trim('.', ',')))
        {
            words.RemoveAt(0);
        }

        while (words.Count > 1 && Levels.Contains(words[0].Trim(':')))
        {
            words.RemoveAt(0);
        }

        return words;
    }
}
