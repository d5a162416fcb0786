namespace Saddle.Data.Tests;

/// <summary>The order of an epoch is a permutation, another one each epoch, and even enough.</summary>
public sealed class ShuffleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    [InlineData(60000)]
    public void Every_item_comes_once_an_epoch(int count)
    {
        var shuffle = new Shuffle(7, count);
        foreach (var epoch in (int[])[0, 1, 1_000_000])
        {
            Assert.Equal(
                Enumerable.Range(0, count).Select(i => (long)i),
                Enumerable.Range(0, count).Select(i => shuffle.At(epoch, i)).Order());
        }
    }

    [Fact]
    public void A_position_is_a_pure_function_of_seed_and_number()
    {
        var shuffle = new Shuffle(3, 100);
        Assert.Equal(shuffle.At(5, 17), shuffle[517]);
        Assert.Equal(shuffle[517], new Shuffle(3, 100)[517]);
        Assert.NotEqual(Order(3, 0), Order(4, 0));
        Assert.NotEqual(Order(3, 0), Order(3, 1));

        static long[] Order(ulong seed, long epoch) =>
            [.. Enumerable.Range(0, 100).Select(i => new Shuffle(seed, 100).At(epoch, i))];
    }

    [Fact]
    public void Billions_of_items_need_no_memory()
    {
        var shuffle = new Shuffle(1, 5_000_000_000);
        var first = Enumerable.Range(0, 1000).Select(i => shuffle.At(0, i)).ToList();
        Assert.Equal(1000, first.Distinct().Count());
        Assert.All(first, item => Assert.InRange(item, 0, 4_999_999_999));
        Assert.InRange(first.Average(), 2.2e9, 2.8e9); // 6 standard errors of 1.4e9 / sqrt(1000)
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(37)]
    public void Every_item_is_as_likely_at_every_place(int count)
    {
        const int Epochs = 20_000;
        var shuffle = new Shuffle(1, count);
        var seen = new int[count, count];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var place = 0; place < count; place++)
            {
                seen[place, shuffle.At(epoch, place)]++;
            }
        }

        // Pearson's chi-squared of a matrix of uniform permutations has (n-1)^2 degrees of freedom; within 6 deviations
        // of its mean.
        var expected = (double)Epochs / count;
        var statistic = seen.Cast<int>().Sum(n => (n - expected) * (n - expected) / expected) * (count - 1) / count;
        var freedom = (count - 1.0) * (count - 1);
        Assert.InRange(statistic, freedom - (6 * Math.Sqrt(2 * freedom)), freedom + (6 * Math.Sqrt(2 * freedom)));
    }

    [Fact]
    public void Neighbours_do_not_stay_together()
    {
        // In a uniform permutation of n items the chance that i is followed by i+1 is 1/n, n-1 times: one pair an epoch
        // on average.
        const int Epochs = 4000;
        var shuffle = new Shuffle(1, 50);
        var pairs = 0;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var place = 0; place < 49; place++)
            {
                pairs += shuffle.At(epoch, place + 1) == shuffle.At(epoch, place) + 1 ? 1 : 0;
            }
        }

        Assert.InRange(pairs / (double)Epochs, 0.98 - 0.1, 0.98 + 0.1); // 6 standard errors of a Poisson count
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 10)]
    [InlineData(10, -1)]
    public void There_is_no_other_place(long count, long place) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shuffle(1, count).At(0, place));
}
