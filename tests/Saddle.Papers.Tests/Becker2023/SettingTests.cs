using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests.Becker2023;

/// <summary>What the claims on kernel GANs share.</summary>
public sealed class SettingTests
{
    [Fact]
    public void A_range_is_even_in_value_or_in_logarithm()
    {
        Assert.Equal([1, 2, 3, 4], Setting.Range(1, 4, 4));
        Assert.All(Setting.Range(0.01, 100, 5, log: true).Zip([0.01, 0.1, 1, 10, 100]), p =>
            Assert.Equal(p.Second, p.First, 1e-12 * p.Second));
    }

    [Fact]
    public void The_worst_is_what_is_not_a_number()
    {
        Assert.Equal(0, Array.Empty<double>().Worst());
        Assert.Equal(3, new[] { 1.0, 3, 2 }.Worst());
        Assert.Equal(double.NaN, new[] { 1.0, double.NaN, 2 }.Worst());
    }

    [Fact]
    public void Measurements_in_parallel_are_in_their_places_and_stop()
    {
        using var source = new CancellationTokenSource();
        var setting = new ClaimSetting(Full: false, Seed: 1, source.Token);
        int[] all = [.. Enumerable.Range(0, 1000)];
        Assert.Equal(all.Select(i => i * i), Setting.InParallel(all, setting, i => i * i));
        Assert.Throws<OperationCanceledException>(() => Setting.InParallel(all, setting, i =>
        {
            source.Cancel();
            return i;
        }));
    }

    [Fact]
    public void Settings_that_vary_are_left_out()
    {
        var all = Setting.Describe(Setting.Game(), Setting.Alternating(0.1, 0.2), "lambda", "eta-g").ToList();
        Assert.Contains(("game", "kernel-gan"), all);
        Assert.Contains(("eta-d", "0.2"), all);
        Assert.DoesNotContain(all, s => s.Name is "lambda" or "eta-g");
    }
}
