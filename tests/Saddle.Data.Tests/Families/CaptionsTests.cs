using Saddle.Catalog;
using Saddle.Data.Families;

namespace Saddle.Data.Tests.Families;

/// <summary>Drawn shapes and what is said of them.</summary>
public sealed class CaptionsTests
{
    private const int Real = 1000;

    [Theory]
    [InlineData(16, ShapeGround.Black)]
    [InlineData(32, ShapeGround.Black)]
    [InlineData(16, ShapeGround.Grey)]
    [InlineData(32, ShapeGround.Grey)]
    public void What_is_said_is_what_the_reader_sees(int size, ShapeGround ground)
    {
        using var items = new Captions(Items: Real, Size: size, Ground: ground).Open(new DataFolder("."), 3);
        var (images, captioned) = (((IPictured)items).Images, (ICaptioned)items);
        var right = Enumerable.Range(0, Real).Count(i => ShapeRequest.Of(captioned.Sentences(i))
            .Agrees(ShapeReader.Read(images.Read(i), ground)));
        Assert.InRange(right, 0.99 * Real, Real);
    }

    // Within four standard deviations of what three independent labels agree by chance.
    [Fact]
    public void Sentences_of_other_items_agree_by_chance_alone()
    {
        const int Count = 20_000;
        using var items = new Captions(Items: 2 * Count).Open(new DataFolder("."), 5);
        var (captioned, factors) = ((ICaptioned)items, (IFactors)((IPictured)items).Images);
        var pairs = Enumerable.Range(0, Count)
            .Select(i => ShapeRequest.Of(captioned.Sentences(Count + i)).Compare(factors.Factors(i)))
            .ToList();
        Near(1.0 / 4, pairs.Count(p => p.Shape == true));
        Near(1.0 / 6, pairs.Count(p => p.Colour == true));
        Near(1.0 / 4, pairs.Count(p => p.Place == true));
        Near(1.0 / 96, pairs.Count(p => p == (true, true, true)));

        static void Near(double chance, int seen) => Assert.InRange(
            seen / (double)Count,
            chance - (4 * Math.Sqrt(chance * (1 - chance) / Count)),
            chance + (4 * Math.Sqrt(chance * (1 - chance) / Count)));
    }

    [Fact]
    public void Each_sentence_is_said_in_three_ways_and_some_forty_words_are_enough()
    {
        using var items = new Captions(Items: Real).Open(new DataFolder("."), 3);
        var captioned = (ICaptioned)items;
        Assert.InRange(captioned.Words.Count, 30, 41);
        var said = Enumerable.Range(0, Real).Select(i => captioned.Sentences(i)).ToList();
        Assert.Equal(
            [12, 18, 12],
            Enumerable.Range(0, 3).Select(k => said.Select(s => s[k]).Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(6, captioned.WordCount);
    }

    [Fact]
    public void Items_of_which_the_same_is_said_have_one_meaning()
    {
        using var items = new Captions(Items: Real, Shuffled: true).Open(new DataFolder("."), 3);
        var captioned = (ICaptioned)items;
        var groups = Enumerable.Range(0, Real).GroupBy(i => captioned.Meaning(i)).ToList();
        Assert.Equal(ShapeCaption.Count, groups.Count);
        Assert.All(groups, g => Assert.Single(g.Select(i => ShapeRequest.Of(captioned.Sentences(i))).Distinct()));

        // any of the three comes first
        var first = Enumerable.Range(0, Real).Select(i => ShapeRequest.Of([captioned.Sentences(i)[0]])).ToList();
        Assert.Contains(first, said => said.Shape is not null);
        Assert.Contains(first, said => said.Colour is not null);
        Assert.Contains(first, said => said.Place is not null);
    }

    [Fact]
    public void Redundant_sentences_all_name_the_shape()
    {
        using var items = new Captions(Items: 50, Redundant: true).Open(new DataFolder("."), 3);
        var (captioned, factors) = ((ICaptioned)items, (IFactors)((IPictured)items).Images);
        Assert.All(Enumerable.Range(0, 50), i => Assert.All(captioned.Sentences(i), sentence => Assert.Contains(
            ShapeCaption.Shapes[factors.Factors(i).Shape], sentence, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_left_out_is_the_rest()
    {
        var set = new Captions(Items: 500, LeftOut: 24);
        var rest = Assert.IsType<Captions>(set.HeldOut);
        Assert.Equal((72, 24), (set.Shown.Count, rest.Shown.Count));
        Assert.Empty(set.Shown.Intersect(rest.Shown));
        Assert.Equal(4, set.Shown.Select(c => c.Shape).Distinct().Count());
        using var items = rest.Open(new DataFolder("."), 3);
        Assert.All(
            Enumerable.Range(0, 500),
            i => Assert.Contains(ShapeCaption.Numbered((int)((ICaptioned)items).Meaning(i)), rest.Shown));
        Assert.Null(new Captions().HeldOut);
        Assert.StartsWith(
            "rest: nothing is left out",
            Assert.Throws<SettingsException>(new Captions(Rest: true).Validate).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_fewer_sentences_the_first_are_said_and_what_is_not_said_has_no_meaning()
    {
        using var three = new Captions(Items: Real).Open(new DataFolder("."), 3);
        using var two = new Captions(Items: Real, Sentences: 2).Open(new DataFolder("."), 3);
        using var any = new Captions(Items: Real, Sentences: 1, Shuffled: true).Open(new DataFolder("."), 3);
        var (all, some, one) = ((ICaptioned)three, (ICaptioned)two, (ICaptioned)any);
        Assert.Equal((3, 2, 1), (all.SentenceCount, some.SentenceCount, one.SentenceCount));
        Assert.Equal((all.Words.Count, all.WordCount), (one.Words.Count, one.WordCount));
        Assert.All(Enumerable.Range(0, Real), i => Assert.Equal(all.Sentences(i).Take(2), some.Sentences(i)));
        Assert.Equal(4 * 6, Enumerable.Range(0, Real).Select(i => some.Meaning(i)).Distinct().Count());
        Assert.Equal(4 + 6 + 4, Enumerable.Range(0, Real).Select(i => one.Meaning(i)).Distinct().Count());
        Assert.All(
            Enumerable.Range(0, Real).GroupBy(i => one.Meaning(i)),
            g => Assert.Single(g.Select(i => ShapeRequest.Of(one.Sentences(i))).Distinct()));
    }

    [Theory]
    [InlineData("there is a sqare", "'sqare' is not a word of these data; the nearest is 'square'")]
    [InlineData("!", "'!': expected a sentence")]
    [InlineData("", "no sentence: expected 1 to 3")]
    [InlineData("it is red|it is red|it is red|it is red", "4 sentences: expected 1 to 3")]
    public void Sentences_that_cannot_be_read_are_refused_in_one_line(string sentences, string expected)
    {
        using var items = new Captions(Items: 2).Open(new DataFolder("."), 3);
        var words = ((ICaptioned)items).Words;
        Assert.StartsWith(
            expected,
            Assert.Throws<SettingsException>(() =>
                words.Tokens(sentences.Split('|', StringSplitOptions.RemoveEmptyEntries), 3, 6)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_padded_and_read_back()
    {
        var words = new Words(["It is red.", "It's a well-lit place"]);
        var (tokens, length) = words.Tokens(["IT is, red", "place"], 3, 2);
        Assert.Equal(3, length);
        Assert.Equal("it is red", words.Text(tokens.AsSpan(0, 3)));
        Assert.Equal([words.Tokens("place")[0], 0, 0, 0, 0, 0], tokens[3..]);
        Assert.Equal(
            ["it's", "a", "well-lit", "place"], Words.Split("It's -a 'well-lit' place!"), StringComparer.Ordinal);
    }
}
