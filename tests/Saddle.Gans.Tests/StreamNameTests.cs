namespace Saddle.Gans.Tests;

/// <summary>Random streams: no two share their numbers.</summary>
public sealed class StreamNameTests
{
    [Fact]
    public void A_stream_that_is_named_lies_far_above_those_of_the_table()
    {
        var table = Enum.GetValues<StreamName>().Select(s => (long)s).ToList();
        Assert.Equal(table.Count, table.Distinct().Count());
        string[] names = ["score-gap", "gap-score", "a", "b", "ab", ""];
        var named = names.Select(StreamNames.NumberOf).ToList();
        Assert.Equal(names.Length, named.Distinct().Count());
        Assert.All(named, n => Assert.True(n > table.Max() && n >= 1L << 32));
    }

    [Fact]
    public void The_number_of_a_name_is_fnv_1a_without_its_last_two_bits() =>
        Assert.Equal((long)(0xaf63dc4c8601ec8cUL >> 2) | (1L << 32), StreamNames.NumberOf("a")); // published for "a"
}
