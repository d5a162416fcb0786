using Saddle.Data.Families;

namespace Saddle.Data.Tests.Families;

/// <summary>Drawn sentences are of the grammar, and their characters of the vocabulary.</summary>
public sealed class SentencesTests
{
    [Fact]
    public void Sentences_are_of_the_grammar()
    {
        using var items = new Sentences(Length: 40, Items: 300).Open(new("/nonexistent"), 3);
        var vocabulary = ((IText)items).Vocabulary;
        var texts = Enumerable.Range(0, 300).Select(i => Text(items, vocabulary, i)).ToList();
        Assert.All(
            texts,
            text =>
                Assert.Matches(
                    "^(the|a|one|my)( (old|red|tall|slow|kind|wet))? (cat|dog|bird|man|child|horse|river|house) "
                    + "(sleeps|runs|sings|waits|falls|turns)( (well|here|now|twice))?`+$",
                    text));
        Assert.InRange(texts.Distinct(StringComparer.Ordinal).Count(), 200, 300);
    }

    [Fact]
    public void What_is_too_long_is_cut_off()
    {
        using var items = new Sentences(Length: 5, Items: 10).Open(new("/nonexistent"), 3);
        Assert.Equal(5, Text(items, ((IText)items).Vocabulary, 0).Length);
    }

    private static string Text(IItems items, Vocabulary vocabulary, long index)
    {
        var item = new float[items.Shape[0]];
        items.Read(index, item);
        return vocabulary.Text([.. item.Select(t => (int)t)]);
    }
}
