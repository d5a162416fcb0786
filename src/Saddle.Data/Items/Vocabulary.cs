using System.Text;

namespace Saddle.Data;

/// <summary>The characters of a text and their token numbers; number 0 stands for all others.</summary>
public sealed class Vocabulary
{
    /// <summary>The token number of characters that are not in the vocabulary.</summary>
    public const int Unknown = 0;

    private readonly Dictionary<Rune, int> _tokens;
    private readonly Rune[] _characters;

    /// <summary>A vocabulary.</summary>
    /// <param name="characters">The characters of the tokens 1, 2, ...: Unicode scalar values, each once.</param>
    public Vocabulary(IEnumerable<Rune> characters)
    {
        _characters = [Rune.ReplacementChar, .. characters];
        _tokens = _characters.Skip(1)
            .Select((character, i) => (character, i))
            .ToDictionary(p => p.character, p => p.i + 1);
    }

    /// <summary>The number of tokens, the unknown one included.</summary>
    public int Count => _characters.Length;

    /// <summary>The token number of a character.</summary>
    /// <param name="character">The character.</param>
    public int Token(Rune character) => _tokens.GetValueOrDefault(character, Unknown);

    /// <summary>The text of tokens; U+FFFD for those that are unknown.</summary>
    /// <param name="tokens">The token numbers, each at least 0 and less than <see cref="Count"/>.</param>
    public string Text(ReadOnlySpan<int> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            text.Append(_characters[token]);
        }

        return text.ToString();
    }
}
