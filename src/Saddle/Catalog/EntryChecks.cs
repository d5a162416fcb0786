namespace Saddle.Catalog;

/// <summary>What can be wrong with the texts of <see cref="EntryAttribute"/>.</summary>
internal static class EntryChecks
{
    /// <summary>Finds the mistakes.</summary>
    /// <param name="entry">The texts.</param>
    /// <param name="form">An example of the family's names.</param>
    public static IEnumerable<Mistake> Find(EntryAttribute entry, string form)
    {
        var name = entry.Name ?? string.Empty;
        var parts = name.Split('/');
        if (parts.Length != form.Split('/').Length || !parts.All(IsName))
        {
            yield return Mistakes.BadName(name, form);
        }

        (string What, string? Text)[] texts =
            [("summary", entry.Summary), ("equations", entry.Equations), ("source", entry.Source)];
        foreach (var (what, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return Mistakes.Empty(what);
            }
            else if (what == "summary" && text.AsSpan().ContainsAny('\r', '\n'))
            {
                yield return Mistakes.SeveralLines(what);
            }
        }
    }

    /// <summary>Whether a word can be a name: lower-case letters and digits, joined by hyphens.</summary>
    /// <param name="word">The word.</param>
    public static bool IsName(string word)
    {
        // By hand: a regular expression would cost every start of the program several milliseconds.
        if (word.Length == 0 || !char.IsAsciiLetterLower(word[0]))
        {
            return false;
        }

        var before = 'a';
        foreach (var letter in word)
        {
            if (letter == '-' ? before == '-' : !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter))
            {
                return false;
            }

            before = letter;
        }

        return before != '-';
    }
}
