using System.Text;
using Saddle.Catalog;
using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>Lines of text as characters.</summary>
public sealed class TextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_cut_and_padded_and_blank_ones_left_out()
    {
        using var items = Open("\uFEFFabcdef\r\n\n  \nba\nlast: \u20ac\U0001F600");
        Assert.Equal([5], items.Shape);
        Assert.Equal(3, items.Count);
        Assert.Equal(["abcde", "ba```", "last:"], Enumerable.Range(0, 3).Select(i => Text(items, i)));
    }

    [Fact]
    public void The_vocabulary_is_the_most_frequent_characters_after_cutting_and_padding()
    {
        using (var items = Open("aab\nacz\nyyyyy\nbbbb\nba"))
        {
            // ` 2+2+0+1+3 = 8, b 1+4+1 = 6, y 5, a 2+1+1 = 4, c and z 1.
            var vocabulary = ((IText)items).Vocabulary;
            Assert.Equal(7, vocabulary.Count);
            Assert.Equal("\uFFFD`byacz", vocabulary.Text([0, 1, 2, 3, 4, 5, 6]));
        }

        using (var items = Open("aab\nacz\nyyyyy\nbbbb\nba", new TextLines(5, 4)))
        {
            Assert.Equal("\uFFFD\uFFFDb``", Text(items, 0));
            var tokens = new float[5];
            items.Read(1, tokens);
            Assert.Equal([0, 0, 0, 1, 1], tokens); // 0 stands for what is not in the vocabulary
        }
    }

    [Fact]
    public void The_files_of_a_folder_follow_each_other_by_name()
    {
        _folder.Write("b.txt", "three\nfour"u8.ToArray());
        _folder.Write("a.txt", "one\ntwo\n"u8.ToArray());
        _folder.Write("news.en-00001-of-00100", "five"u8.ToArray());
        _folder.Write("c.other", [0xFF]);
        using var items = new TextLines(5) { Path = _folder.Path }.Open(new("/nonexistent"), 1);
        Assert.Equal(["one``", "two``", "three", "four`", "five`"], Enumerable.Range(0, 5).Select(i => Text(items, i)));
    }

    [Fact]
    public void Characters_across_the_buffers_end_are_whole()
    {
        // Characters of 3 bytes: 1 MiB is no multiple of 3, so each buffer ends within one.
        var line = new string('\u20ac', 100_001) + "\n";
        using var items = Open(string.Concat(Enumerable.Repeat(line, 12)) + "ab");
        Assert.Equal(13, items.Count);
        Assert.Equal("\u20ac\u20ac\u20ac\u20ac\u20ac", Text(items, 11));
        Assert.Equal("ab```", Text(items, 12));
    }

    [Theory]
    [InlineData(new byte[] { 97, 10, 98, 0xFF, 99 }, "line 2, byte 4 of the file (0xFF)")]
    [InlineData(new byte[] { 0xC3 }, "line 1, byte 1 of the file (0xC3)")]
    [InlineData(new byte[] { 97, 0xE2, 0x82, 10 }, "line 1, byte 2 of the file (0xE2)")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "line 1, byte 1 of the file (0xED)")]
    public void Text_that_is_not_utf8_is_refused_with_its_place(byte[] bytes, string place)
    {
        var path = _folder.Write("text.txt", bytes);
        Assert.Equal($"{path}: the text is not UTF-8 at {place}", Refusal(path));
    }

    [Fact]
    public void Nothing_to_read_is_refused()
    {
        Assert.EndsWith(
            "no line that is not blank",
            Refusal(_folder.Write("text.txt", "\n \n"u8.ToArray())),
            StringComparison.Ordinal);
        Assert.Contains("text needs a text file", Refusal(_folder.At("none")), StringComparison.Ordinal);
        Assert.Throws<SettingsException>(
            () =>
                Catalog<DataSet>.Get("text")
                    .Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["pad"] = "ab" }));
    }

    private static string Text(IItems items, long index)
    {
        var tokens = new float[items.Shape[0]];
        items.Read(index, tokens);
        return ((IText)items).Vocabulary.Text([.. tokens.Select(token => (int)token)]);
    }

    private static string Refusal(string path) =>
        Assert.Throws<DataException>(() => new TextLines(5) { Path = path }.Open(new("/nonexistent"), 1)).Message;

    private IItems Open(string text, TextLines? set = null)
    {
        var path = _folder.Write("text.txt", Encoding.UTF8.GetBytes(text));
        return ((set ?? new TextLines(5)) with { Path = path }).Open(new("/nonexistent"), 1);
    }
}
