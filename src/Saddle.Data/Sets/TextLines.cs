using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>
/// Lines of UTF-8 text as characters, from one file or all .txt files and One-Billion-Word shards of a folder. A line
/// is cut or padded to one length; blank lines are left out.
/// </summary>
/// <param name="Length">The characters of an item.</param>
/// <param name="Characters">
/// The most tokens of the vocabulary: the most frequent characters, and token 0 for all others.
/// </param>
/// <param name="Pad">The character that fills a line up.</param>
/// <remarks>
/// The vocabulary counts the characters of the items as they are cut and padded; of equally frequent ones the lower
/// code point comes first, so that it does not depend on the files' order. Lines are found in one pass that keeps 8
/// bytes a line; a line is read when it is asked for.
/// </remarks>
[Entry(
    "text",
    "lines of text as characters: One Billion Word, or any text file",
    @"x \in \{0, \dots, V - 1\}^{\ell}",
    "Gulrajani et al. 2017 (arXiv:1704.00028), section 5.4; https://www.statmt.org/lm-benchmark")]
public sealed record TextLines(
    [Parameter("the characters of an item", Min = 1, Max = 65536)] int Length = 32,
    [Parameter("the most tokens of the vocabulary, the one for other characters included", Min = 2, Max = 1 << 20)]
    int Characters = 2048,
    [Parameter("the character that fills a line up")] string Pad = "`") : StoredDataSet, IValidated
{
    private static readonly string[] Patterns = ["*.txt", "news.en-*"];

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [Length];

    /// <inheritdoc/>
    public override string HowToGet =>
        "say where it lies with path=FILE or path=FOLDER (One Billion Word: unpack http://www.statmt.org/lm-benchmark/"
        + "1-billion-word-language-modeling-benchmark-r13output.tar.gz "
        + "and name its folder training-monolingual.tokenized.shuffled)";

    /// <inheritdoc/>
    public void Validate()
    {
        if (Pad.EnumerateRunes().Count() != 1)
        {
            throw new SettingsException($"pad={Pad}: expected one character");
        }
    }

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => FindFiles(where).Count > 0;

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) => FindFiles(where) is { Count: > 0 } files
        ? TextItems.Open(files, this)
        : throw NotFound(where, "a text file, or a folder of files named *.txt or news.en-*");

    private List<string> FindFiles(DataFolder where)
    {
        var location = Location(where);
        if (File.Exists(location))
        {
            return [location];
        }

        return Directory.Exists(location)
            ? [.. Patterns.SelectMany(name => Directory.EnumerateFiles(location, name)).Order(StringComparer.Ordinal)]
            : [];
    }
}
