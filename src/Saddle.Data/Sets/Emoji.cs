using Saddle.Catalog;

namespace Saddle.Data.Sets;

/// <summary>
/// 3,786 emoji with three sentences each that say different things: what it is (its name without the skin tone), what
/// it goes with (keywords), and where it belongs and its skin tone. Held in memory.
/// </summary>
/// <param name="Split">The part of the data set.</param>
/// <param name="Unseen">What the part for tests has that the other has not.</param>
/// <param name="Size">Rows and columns; the files have 64.</param>
/// <remarks>
/// Pictures are laid over white and then resized as clean-fid does. Variants by skin tone of one base are never in both
/// parts where bases are unseen. Where pairs are, each base that has all five tones, and no picture of two, lacks one
/// of them in the part to learn from, each tone as often. What is in which part depends on nothing but the bases.
/// </remarks>
[Entry(
    "emoji",
    "emoji with three sentences each: what it is, what it goes with, where it belongs and its skin tone",
    @"x \in [-1, 1]^{3 \times s \times s},\quad t = (t_1, t_2, t_3)",
    "Noto Emoji (Apache License 2.0) in emoji-datasource-google; Unicode CLDR in emojibase-data (MIT)")]
public sealed record Emoji(
    [Parameter("the part of the data set")] Split Split = Split.Train,
    [Parameter("what the test part has that the other has not: bases, or pairs of base and skin tone")]
    EmojiPart Unseen = EmojiPart.Bases,
    [Parameter("rows and columns; the files have 64", Min = 8, Max = 1024)] int Size = 32) : ImageSet
{
    private const int Tenth = 10;
    private const ulong Bases = 1; // seeds of which bases and of which tones
    private const ulong Tones = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [3, Size, Size];

    /// <inheritdoc/>
    public override bool HasSentences => true;

    /// <inheritdoc/>
    public override DataSet? HeldOut => Split == Split.Test ? null : this with { Split = Split.Test };

    /// <inheritdoc/>
    public override IReadOnlyList<Download> Downloads =>
    [
        Npm(
            "emoji-datasource-google",
            "16.0.0",
            "fb5fd131b362aab7a55542d2a147a79708cce0a8b1c1bbacd470172708b5c438",
            74_344_091),
        Npm(
            "emojibase-data",
            "17.0.0",
            "d01d0e2ca4e22cb402679532155342c71e2e871f25c32223c013b8b166ebdf5a",
            6_711_091),
    ];

    /// <inheritdoc/>
    public override bool IsPresent(DataFolder where) => new EmojiFiles(Location(where)).ArePresent;

    /// <inheritdoc/>
    public override IImages OpenImages(DataFolder where, ulong seed)
    {
        var files = new EmojiFiles(Location(where));
        if (!files.ArePresent)
        {
            throw NotFound(
                where,
                "images-64.zip and texts.json, or the packages emoji-datasource-google and emojibase-data of npm");
        }

        var pictures = files.ReadPictures();
        IReadOnlyList<EmojiText> texts =
        [
            .. files.ReadTexts(pictures.Keys)
                .Where(text => pictures.ContainsKey(text.File))
                .OrderBy(text => text.File, StringComparer.Ordinal),
        ];
        if (texts.Count == 0)
        {
            throw new DataException(Location(where), "has pictures and texts, but no text of a picture");
        }

        var unseen = Unseen == EmojiPart.Bases ? UnseenBases(texts) : UnseenPairs(texts);
        return new EmojiImages(
            Location(where), pictures, texts, text => unseen.Contains(text.File) == (Split == Split.Test), Size);
    }

    private static HashSet<string> UnseenBases(IReadOnlyList<EmojiText> texts)
    {
        var bases = InOrder(texts.Select(text => text.Base));
        var order = new Shuffle(Bases, bases.Count);
        var unseen = Enumerable.Range(0, bases.Count / Tenth).Select(i => bases[(int)order[i]])
            .ToHashSet(StringComparer.Ordinal);
        return [.. texts.Where(text => unseen.Contains(text.Base)).Select(text => text.File)];
    }

    private static HashSet<string> UnseenPairs(IReadOnlyList<EmojiText> texts)
    {
        var all = texts.Where(text => text.Tones.Count > 0)
            .GroupBy(text => text.Base, StringComparer.Ordinal)
            .Where(group => group.Count() == SkinTones.Names.Length
                && group.Select(text => text.OneTone ?? -1).Order().SequenceEqual(Enumerable.Range(0, group.Count())))
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        if (all.Count == 0)
        {
            return [];
        }

        var (bases, order) = (InOrder(all.Keys), new Shuffle(Tones, all.Count));
        return
        [
            .. bases.Select((key, i) => all[key]
                .First(text => text.OneTone == order[i] % SkinTones.Names.Length).File),
        ];
    }

    private static List<string> InOrder(IEnumerable<string> bases) =>
        [.. bases.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static Download Npm(string package, string version, string sha256, long length) => new(
        $"{package}-{version}.tgz",
        new Uri($"https://registry.npmjs.org/{package}/-/{package}-{version}.tgz"),
        sha256,
        length);
}
