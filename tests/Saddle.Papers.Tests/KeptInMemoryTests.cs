namespace Saddle.Papers.Tests;

/// <summary>What is kept for as long as the program runs.</summary>
public sealed class KeptInMemoryTests
{
    [Fact]
    public void A_value_is_found_by_its_name_alone()
    {
        var kept = new KeptInMemory();
        kept.Keep("distances", new[] { 1.0, 2 });
        kept.Keep("count", 3);
        Assert.True(kept.TryGet<double[]>("distances", out var distances));
        Assert.Equal([1, 2], distances);
        Assert.True(kept.TryGet<int>("count", out var count));
        Assert.Equal(3, count);
        Assert.False(kept.TryGet<int>("Count", out _));
    }

    [Fact]
    public void The_last_value_of_a_name_counts_and_each_setting_keeps_its_own()
    {
        var (first, second) = (Setting(), Setting());
        first.Kept.Keep("count", 3);
        first.Kept.Keep("count", 4);
        Assert.True(first.Kept.TryGet<int>("count", out var count));
        Assert.Equal(4, count);
        Assert.False(second.Kept.TryGet<int>("count", out _));

        static ClaimSetting Setting() => new(Full: false, Seed: 1, CancellationToken.None);
    }
}
