using Saddle.Catalog;

namespace Saddle.Metrics.Tests;

/// <summary>Divergences of n-grams that can be counted by hand.</summary>
public sealed class NgramDivergenceTests
{
    private static readonly int[][] Few = [[1, 2, 3], [2, 3], [1]];
    private static readonly int[][] Others = [[3, 2], [1, 2, 2, 3]];

    [Fact]
    public void Windows_lie_within_one_text_and_their_shares_add_to_1()
    {
        var shares = NgramDivergence.Frequencies(Few, 2);
        Assert.Equal(2, shares.Count); // (1, 2) once and (2, 3) twice; (3, 2), over the end of the first, not at all
        Assert.Equal(1 / 3.0, shares[new([1, 2], 0, 2)], 1e-15);
        Assert.Equal(2 / 3.0, shares[new([9, 2, 3], 1, 2)], 1e-15);
        Assert.Equal(1, NgramDivergence.Frequencies(Others, 1).Values.Sum(), 1e-15);
    }

    [Fact]
    public void The_divergence_is_that_of_the_entropies_and_both_ways_the_same()
    {
        // JS = H(m) - (H(p) + H(q)) / 2, here in bits; p = (2, 2, 2) / 6 and q = (1, 3, 2) / 6 on the tokens 1, 2, 3.
        double[] p = [2 / 6.0, 2 / 6.0, 2 / 6.0], q = [1 / 6.0, 3 / 6.0, 2 / 6.0];
        var middle = p.Zip(q, (a, b) => (a + b) / 2);
        var entropies = (BruteForce.Entropy(p) + BruteForce.Entropy(q)) / 2;
        var expected = (BruteForce.Entropy(middle) - entropies) / Math.Log(2);
        var (first, second) = (NgramDivergence.Frequencies(Few, 1), NgramDivergence.Frequencies(Others, 1));
        Assert.Equal(expected, NgramDivergence.Divergence(first, second), 1e-14);
        Assert.Equal(expected, NgramDivergence.Divergence(second, first), 1e-14);
        Assert.Equal(0, NgramDivergence.Divergence(first, first), 1e-15);
    }

    [Fact]
    public void Laws_with_nothing_in_common_are_one_bit_apart_at_every_length()
    {
        var measured = Measure([[1, 1, 1], [1, 1, 1]], [[2, 2, 2]], 3);
        Assert.All(["js1", "js2", "js3"], name => Assert.Equal(1, measured[name], 1e-15));
        Assert.Equal(0, measured["js1_floor"], 1e-15);
    }

    [Fact]
    public void The_floor_says_of_how_many_texts_it_is()
    {
        int[][] reference = [[1], [2], [1], [2], [1], [2]];
        Assert.Equal(
            "the floor is of 2 texts of the reference against its other 4",
            Assert.Single(Measure(reference, [[1], [2]], 1).Notes));
        Assert.Equal(
            "the floor is of 3 texts of the reference against its other 3, "
            + "fewer than the 5 judged: the true floor is lower",
            Assert.Single(Measure(reference, [[1], [2], [1], [2], [1]], 1).Notes));
        Assert.True(double.IsNaN(Measure([[1]], [[1]], 1)["js1_floor"]));
    }

    [Fact]
    public void Texts_shorter_than_the_window_are_refused()
    {
        var refusal = Assert.Throws<SettingsException>(() => Measure([[1, 2, 3], [3, 2, 1]], Others, 4));
        Assert.Equal("no text has 4 characters", refusal.Message);
    }

    private static MetricResult Measure(int[][] reference, int[][] generated, int greatest) =>
        new NgramDivergence(greatest)
        .Measure(new Side("reference") { Texts = reference }, new Side("generated") { Texts = generated }, new());
}
