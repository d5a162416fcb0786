using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>Emoji in each of the forms that they are published in, and their splits.</summary>
public sealed class EmojiTests : IDisposable
{
    private const string Groups = """
        {"groups": {"1": "people-body", "8": "symbols"}, "subgroups": {"16": "hand-fingers-open", "90": "other-symbol"}}
        """;

    // Two packages differ in whether a picture's form is spelled out, and in case.
    private const string Data = """
        [
          {"label": "regional indicator A", "hexcode": "1F1E6", "tags": []},
          {"label": "copyright", "hexcode": "00A9", "tags": ["c"], "group": 8, "subgroup": 90},
          {"label": "vulcan salute", "hexcode": "1F596", "tags": ["salute", "hand"], "group": 1, "subgroup": 16,
           "skins": [
             {"label": "vulcan salute: medium-light skin tone, spock", "hexcode": "1F596-1F3FC", "group": 1,
              "subgroup": 16, "tone": 2},
             {"label": "vulcan salute: dark skin tone, light skin tone", "hexcode": "1F596-1F3FF", "group": 1,
              "subgroup": 16, "tone": [5, 1]}]}
        ]
        """;

    private const string Table = """
        [
          {"file": "00a9-fe0f.png", "name": "copyright", "tags": ["c"], "group": "symbols", "subgroup": "other-symbol",
           "tones": [], "base": "00a9"},
          {"file": "1f596.png", "name": "vulcan salute", "tags": ["hand", "salute"], "group": "people-body",
           "subgroup": "hand-fingers-open", "tones": [], "base": "1f596"},
          {"file": "1f596-1f3fc.png", "name": "vulcan salute: medium-light skin tone, spock",
           "tags": ["hand", "salute"], "group": "people-body", "subgroup": "hand-fingers-open",
           "tones": ["medium-light"], "base": "1f596"},
          {"file": "1f596-1f3ff.png", "name": "vulcan salute: dark skin tone, light skin tone",
           "tags": ["hand", "salute"], "group": "people-body", "subgroup": "hand-fingers-open",
           "tones": ["dark", "light"], "base": "1f596"}
        ]
        """;

    private static readonly string[] Names = ["00a9-fe0f.png", "1f596-1f3fc.png", "1f596-1f3ff.png", "1f596.png"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zip")]
    [InlineData("folders")]
    [InlineData("node_modules/")]
    [InlineData("packed")]
    public void The_same_is_read_from_every_form(string form)
    {
        WriteForm(form);
        using var images = Open(new(Size: 8));
        var captions = (ICaptioned)images;
        Assert.Equal(4, images.Count);
        Assert.Equal(
            ["copyright", "it goes with c", "it belongs to symbols, other symbol"], captions.Sentences(0));
        Assert.Equal(
            [
                "vulcan salute: spock", "it goes with hand, salute",
                "it belongs to people body, hand fingers open, with medium-light skin tone",
            ],
            captions.Sentences(1));
        Assert.Equal(
            "it belongs to people body, hand fingers open, with dark and light skin tone", captions.Sentences(2)[2]);
        Assert.Equal(
            [
                "vulcan salute", "it goes with hand, salute",
                "it belongs to people body, hand fingers open, without skin tone",
            ],
            captions.Sentences(3));
        Assert.Equal([null, 1, null, null], Enumerable.Range(0, 4).Select(i => SkinTones.Asked(captions.Sentences(i))));
        Assert.Equal(14, captions.WordCount);
        Assert.Equal((3, 4), (captions.SentenceCount, (int)Enumerable.Range(0, 4).Sum(i => captions.Meaning(i)) - 2));
        Assert.Equal(captions.Meaning(3, 1), captions.Meaning(1, 1)); // both go with hand and salute
        Assert.NotEqual(captions.Meaning(3, 2), captions.Meaning(1, 2));
        Assert.NotEqual(captions.Meaning(3, 1), captions.Meaning(0, 1));
        Assert.Contains("medium-light", captions.Words.All);
        Assert.Equal([7, 7, 7], images.Read(0).Pixels[..3]);
        Assert.Equal((8, 8, 3), (images.Read(3).Width, images.Read(3).Height, images.Read(3).Channels));
    }

    // (10, 20, 30) of half the cover over white, and the same from a palette and in grey.
    [Fact]
    public void Pictures_lie_over_white()
    {
        static (byte, byte, byte) First(byte[] file)
        {
            var pixels = Png.DecodeOver(file, "x.png", 255).Pixels;
            return (pixels[0], pixels[1], pixels[2]);
        }

        Assert.Equal((132, 137, 142), First(ClearPng.Write(6, 1, [10, 20, 30, 128])));
        Assert.Equal((255, 255, 255), First(ClearPng.Write(6, 1, [10, 20, 30, 0])));
        Assert.Equal((10, 20, 30), First(ClearPng.Write(6, 1, [10, 20, 30, 255])));
        Assert.Equal((132, 132, 132), First(ClearPng.Write(4, 1, [10, 128])));
        Assert.Equal(
            (132, 137, 142),
            First(ClearPng.Write(3, 1, [1], ("PLTE", [0, 0, 0, 10, 20, 30]), ("tRNS", [255, 128]))));
        Assert.Contains(
            "x.png: not a whole PNG",
            Assert.Throws<DataException>(() => First(ClearPng.Write(6, 1, [10, 20, 30, 0])[..50])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_is_in_one_part_with_all_its_tones()
    {
        WriteMany(40);
        var (train, test) = (Codes(new()), Codes(new(Split.Test)));
        Assert.Equal(4 * 6, test.Count);
        Assert.Equal(36 * 6, train.Count);
        Assert.Empty(train.Select(c => c.Base).Intersect(test.Select(c => c.Base), StringComparer.Ordinal));
        Assert.Equal(test, Codes(new(Split.Test)));
        Assert.Equal(new Emoji(Split.Test), new Emoji().HeldOut);
        Assert.Null(new Emoji(Split.Test).HeldOut);
    }

    [Fact]
    public void A_pair_is_new_but_its_base_and_its_tone_are_not()
    {
        WriteMany(40);
        var train = Codes(new(Unseen: EmojiPart.Pairs));
        var test = Codes(new(Split.Test, EmojiPart.Pairs));
        Assert.Equal((40 * 5, 40), (train.Count, test.Count));
        Assert.Empty(train.Intersect(test));
        Assert.Equal(40, test.Select(c => c.Base).Distinct(StringComparer.Ordinal).Count());
        Assert.All(test, c => Assert.Contains(train, other => other.Base == c.Base && other.Tone is not null));
        Assert.Equal([8, 8, 8, 8, 8], test.GroupBy(c => c.Tone).OrderBy(g => g.Key).Select(g => g.Count()));
    }

    [Fact]
    public void The_tone_is_the_one_that_most_pixels_are_near()
    {
        static Image Of(params (byte R, byte G, byte B)[] pixels) =>
            new(pixels.Length, 1, 3, [.. pixels.SelectMany(p => (byte[])[p.R, p.G, p.B])], "test");
        Assert.Null(SkinTones.Read(Of((255, 255, 255), (0, 0, 0))));
        Assert.Equal(0, SkinTones.Read(Of((249, 221, 189), (255, 255, 255))));
        Assert.Equal(4, SkinTones.Read(Of((113, 81, 73), (118, 85, 70), (249, 221, 189))));
        Assert.Equal(3, SkinTones.Read(Of((165, 109, 65), (0, 0, 0), (0, 0, 0))));
        Assert.Null(SkinTones.Read(Of((113 + 11, 81, 73))));
        var white = Enumerable.Repeat<(byte, byte, byte)>((255, 255, 255), 998);
        Assert.Equal(0, SkinTones.Read(Of([.. white, (249, 221, 189), (249, 221, 189)])));
        Assert.Null(SkinTones.Read(Of([.. white, (255, 255, 255), (249, 221, 189)]))); // one of 1,000
    }

    [Theory]
    [InlineData("it belongs to people, with dark skin tone", 4)]
    [InlineData("a light bulb. it belongs to people, with medium-dark skin tone", 3)]
    [InlineData("it belongs to people, with dark and light skin tone", null)]
    [InlineData("it belongs to people, without skin tone", null)]
    [InlineData("a light skin tone. with dark skin tone", null)]
    [InlineData("a light bulb", null)]
    public void A_sentence_asks_for_the_one_tone_that_it_names(string said, int? tone) =>
        Assert.Equal(tone, SkinTones.Asked([said]));

    [Fact]
    public void What_is_damaged_or_missing_is_told_in_one_line()
    {
        Refuses("emoji needs images-64.zip and texts.json, or the packages");
        WriteForm("zip");
        Write("texts.json", "[]");
        Refuses("texts.json: says nothing of any picture");
        Write("texts.json", "{\"file\": 3}");
        Refuses("texts.json: is not a list of emoji (");
        Write("texts.json", "[{\"file\": \"a.png\"}]");
        Refuses("texts.json: is not a list of emoji (");
        Write("texts.json", Table.Replace("00a9-fe0f", "beef", StringComparison.Ordinal)
            .Replace("1f596", "dead", StringComparison.Ordinal));
        Refuses("has pictures and texts, but no text of a picture");
        File.Delete(_folder.At("texts.json"));
        Write("emojibase-data-17.0.0.tgz", Tarred(("package/en/compact.json", "[]"u8.ToArray())));
        Refuses("lacks package/en/data.json or package/meta/groups.json");
        Write("emojibase-data-17.0.0.tgz", Tarred(
            ("package/en/data.json", Encoding.UTF8.GetBytes(
                Data.Replace("\"tone\": 2", "\"tone\": 9", StringComparison.Ordinal))),
            ("package/meta/groups.json", Encoding.UTF8.GetBytes(Groups))));
        Refuses("emojibase-data-17.0.0.tgz: is not a list of emoji (");
    }

    private void Refuses(string why)
    {
        var message = Assert.Throws<DataException>(() => Open(new()).Dispose()).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private IImages Open(Emoji set) => (set with { Path = _folder.Path }).OpenImages(new("/nonexistent"), 1);

    private List<(string Base, int? Tone)> Codes(Emoji set)
    {
        using var images = Open(set);
        return
        [
            .. Enumerable.Range(0, (int)images.Count)
                .Select(i => ((ICaptioned)images).Sentences(i))
                .Select(said => (said[0], SkinTones.Asked(said))),
        ];
    }

    private static byte[] Picture(int file) =>
        ClearPng.Write(6, 8, [.. Enumerable.Range(0, 256).Select(i => (byte)(i % 4 == 3 ? 255 : 7 * (file + 1)))]);

    private void WriteForm(string form)
    {
        var pictures = Names.Select((name, i) => (Name: name, Bytes: Picture(i))).ToList();
        (string, byte[])[] texts =
            [("en/data.json", Encoding.UTF8.GetBytes(Data)), ("meta/groups.json", Encoding.UTF8.GetBytes(Groups))];
        if (form == "zip")
        {
            Write("images-64.zip", Files.Zip([.. pictures]));
            Write("texts.json", Table);
        }
        else if (form == "packed")
        {
            Write("emoji-datasource-google-16.0.0.tgz", Tarred(
            [
                ("package/img/google/sheets/64.png", [1, 2, 3]),
                .. pictures.Select(p => ($"package/img/google/64/{p.Name}", p.Bytes)),
            ]));
            Write("emojibase-data-17.0.0.tgz", Tarred(
                [("package/de/data.json", [1]), .. texts.Select(t => ($"package/{t.Item1}", t.Item2))]));
        }
        else
        {
            var below = form == "folders" ? string.Empty : form;
            pictures.ForEach(p => Write($"{below}emoji-datasource-google/img/google/64/{p.Name}", p.Bytes));
            Array.ForEach(texts, t => Write($"{below}emojibase-data/{t.Item1}", t.Item2));
        }
    }

    // Bases with all five tones, and without any.
    private void WriteMany(int count)
    {
        string?[] tones = [null, .. SkinTones.Names];
        var texts = Enumerable.Range(0, count).SelectMany(i => tones.Select((tone, t) => new
        {
            file = FormattableString.Invariant($"{i:x4}-{t}.png"),
            name = FormattableString.Invariant($"sign {i}") + (tone is null ? string.Empty : $": {tone} skin tone"),
            tags = (string[])["sign"],
            group = "symbols",
            subgroup = "signs",
            tones = tone is null ? (string[])[] : [tone],
            @base = FormattableString.Invariant($"{i:x4}"),
        })).ToList();
        Write("texts.json", JsonSerializer.Serialize(texts));
        Write("images-64.zip", Files.Zip([.. texts.Select(text => (text.file, Picture(0)))]));
    }

    private void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private void Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    private static byte[] Tarred(params (string Name, byte[] Bytes)[] files)
    {
        using var file = new MemoryStream();
        using (var tar = new TarWriter(file, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
            }
        }

        return Files.Gzip(file.ToArray());
    }
}
