using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.Data;

/// <summary>The words that sentences are made of, and their token numbers; number 0 where there is none.</summary>
/// <remarks>
/// A word is a run of letters and digits, apostrophes and hyphens within, whatever its case; all else parts words.
/// </remarks>
public sealed class Words
{
    /// <summary>The token number behind a sentence's last word.</summary>
    public const int Padding = 0;

    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);
    private readonly List<string> _words = [string.Empty];

    /// <summary>The words of sentences, numbered from 1 in the order of the alphabet.</summary>
    /// <param name="sentences">The sentences.</param>
    public Words(IEnumerable<string> sentences)
    {
        _words.AddRange(sentences.SelectMany(Split).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        for (var token = 1; token < _words.Count; token++)
        {
            _tokens[_words[token]] = token;
        }
    }

    /// <summary>The number of tokens, that of the padding included.</summary>
    public int Count => _words.Count;

    /// <summary>The words, in the order of their token numbers.</summary>
    public IEnumerable<string> All => _words.Skip(1);

    /// <summary>The words of a sentence, in lower case.</summary>
    /// <param name="sentence">The sentence.</param>
    public static IReadOnlyList<string> Split(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var letters = sentence.Select(c => char.IsLetterOrDigit(c) || c is '\'' or '-' ? c : ' ');
        return
        [
            .. string.Concat(letters)
                .ToLowerInvariant()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Trim('\'', '-'))
                .Where(word => word.Length > 0),
        ];
    }

    /// <summary>The token numbers of a sentence's words.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <exception cref="SettingsException">It has no word, or one that is not known.</exception>
    public IReadOnlyList<int> Tokens(string sentence)
    {
        var words = Split(sentence);
        return words.Count == 0
            ? throw new SettingsException($"'{Excerpt.Of(sentence)}': expected a sentence, which has a word at least")
            : [.. words.Select(Token)];
    }

    /// <summary>The token numbers of sentences, padded: [count, length].</summary>
    /// <param name="sentences">The sentences.</param>
    /// <param name="count">How many sentences there is room for.</param>
    /// <param name="length">How many words of each; a longer sentence makes the room for all longer.</param>
    /// <returns>The numbers, sentence by sentence, and the words that there is room for.</returns>
    /// <exception cref="SettingsException">
    /// There is no sentence, or one too many, or one has no word or one that is not known.
    /// </exception>
    public (long[] Tokens, int Length) Tokens(IReadOnlyList<string> sentences, int count, int length)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        if (sentences.Count == 0 || sentences.Count > count)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"{(sentences.Count == 0 ? "no sentence" : $"{sentences.Count} sentences")}: expected 1 to {count}"));
        }

        var all = sentences.Select(Tokens).ToList();
        length = Math.Max(length, all.Max(tokens => tokens.Count));
        var padded = new long[count * length];
        foreach (var (i, tokens) in all.Index())
        {
            for (var k = 0; k < tokens.Count; k++)
            {
                padded[(i * length) + k] = tokens[k];
            }
        }

        return (padded, length);
    }

    /// <summary>The words of token numbers, joined by spaces; nothing where there is none.</summary>
    /// <param name="tokens">The token numbers, each at least 0 and less than <see cref="Count"/>.</param>
    public string Text(ReadOnlySpan<long> tokens)
    {
        var words = new List<string>();
        foreach (var token in tokens)
        {
            words.Add(_words[(int)token]);
        }

        return string.Join(' ', words.Where(word => word.Length > 0));
    }

    private int Token(string word) => _tokens.TryGetValue(word, out var token)
        ? token
        : throw new SettingsException(
            $"'{Excerpt.Of(word)}' is not a word of these data; "
            + $"the nearest is '{SettingsException.Nearest(word, All)}'");
}
