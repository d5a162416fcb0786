using Saddle.Papers.Isola2017;

namespace Saddle.Papers.Tests.Isola2017;

/// <summary>The claims on what L1 makes of colours: numbers that miss each part of a condition.</summary>
public sealed class ColourClaimTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(3, 3, 38, 0.95, Outcome.Holds)]
    [InlineData(4, 3, 38, 0.95, Outcome.Contradicted)]
    [InlineData(3, 4, 38, 0.95, Outcome.Contradicted)]
    [InlineData(3, 3, 33, 0.95, Outcome.Contradicted)]
    [InlineData(3, 3, 43, 0.95, Outcome.Contradicted)]
    [InlineData(3, 3, 38, 0.85, Outcome.Contradicted)]
    [InlineData(3, 3, 3, 0.95, Outcome.Contradicted)] // a discriminator that is not heard
    [InlineData(19, 3, 38, 0.95, Outcome.Contradicted)] // one of three colours in the place of the ring
    public void Grey_is_little_chroma_and_colour_is_the_rings_with_all_its_hues(
        double l1, double l2, double gan, double entropy, Outcome expected)
    {
        var finding = new L1GoesGrey().Report(
            new(Runs(chroma: l1), Runs(chroma: l2), Runs(chroma: gan, entropy: entropy)), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(gan / 38, finding.Measured, 1e-12);
    }

    [Theory]
    [InlineData(1, 0.4, Outcome.Holds)]
    [InlineData(0.85, 0.4, Outcome.Contradicted)]
    [InlineData(1, 0.55, Outcome.Contradicted)]
    [InlineData(0.4, 0.4, Outcome.Contradicted)] // L1 that gives the average
    public void The_majority_is_one_of_the_colours_and_the_mean_is_none(double l1, double l2, Outcome expected)
    {
        var (sin, cos) = Math.SinCos(Math.PI / 3);
        IReadOnlyList<ColourDraws> At(double times) => Runs(a: times * 38 * cos, b: times * 38 * sin);
        Assert.Equal(expected, new L1TakesTheMajority().Report(new(At(l1), At(l2)), Quick).Outcome);
    }

    [Theory]
    [InlineData(36, 2, Outcome.Holds)]
    [InlineData(30, 2, Outcome.Contradicted)]
    [InlineData(36, 5, Outcome.Contradicted)]
    [InlineData(0, 0, Outcome.Contradicted)] // noise that reaches nothing
    public void Noise_is_heard_without_L1_and_not_with_it(double without, double with, Outcome expected)
    {
        var finding = new L1SilencesNoise().Report(new(Runs(spread: without), Runs(spread: with)), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(with / 38, finding.Measured, 1e-12);
    }

    [Fact]
    public void Draws_on_a_ring_have_its_chroma_all_hues_and_its_spread()
    {
        double[] ring =
        [
            .. Enumerable.Range(0, 320).SelectMany(i =>
            {
                var (sin, cos) = Math.SinCos((i + 0.5) * 2 * Math.PI / 320);
                return (double[])[10 * cos, 10 * sin];
            }),
        ];
        var draws = ColourDraws.Of(ring);
        Assert.Equal(10, draws.Chroma, 1e-9);
        Assert.Equal(10, draws.Spread, 1e-9);
        Assert.Equal(1, draws.HueEntropy, 1e-9);
        Assert.Equal(0, ColourDraws.Of([3, 4, 3, 4]).Spread);
        Assert.Equal(0, ColourDraws.Of([3, 4, 3, 4]).HueEntropy, 1e-12);
        Assert.Equal(5, ColourDraws.Of([3, 4, 3, 4]).Chroma);
    }

    // Of the scenes: L1 alone and a GAN with a weight of 1. Only the full form decides.
    [Theory]
    [InlineData(0.2, 0.6, 3, 4, Outcome.Holds)]
    [InlineData(0.2, 0.45, 3, 4, Outcome.Contradicted)]
    [InlineData(0.2, 0.6, 4, 3.9, Outcome.Contradicted)]
    public void An_adversarial_term_must_raise_both_colourfulness_and_error(
        double l1, double gan, double near, double far, Outcome expected)
    {
        AdversarialTermColours.Measurements measured = new(Painted(l1, near), Painted(gan, far));
        Assert.Equal(expected, Reports.Of(new AdversarialTermColours(), measured, Reports.Full).Outcome);
        Reports.Undecided(new AdversarialTermColours(), measured);
        IReadOnlyList<SceneColours> mixed = [.. Painted(gan, far).Skip(1), .. Painted(l1, far).Take(1)];
        Assert.NotEqual(
            Outcome.Holds,
            Reports.Of(new AdversarialTermColours(), measured with { Gan = mixed }, Reports.Full).Outcome);
    }

    [Theory]
    [InlineData(1, 0.9, 0.6, 0.4, Outcome.Holds)]
    [InlineData(1, 1.1, 0.6, 0.4, Outcome.Contradicted)]
    [InlineData(1, 0.9, 0.3, 0.4, Outcome.Contradicted)]
    [InlineData(1, 0.9, 0.8, 0.6, Outcome.Contradicted)]
    [InlineData(0.7, 0.7, 0.7, 0.7, Outcome.Contradicted)] // a weight that is not heard
    public void Chroma_must_fall_with_the_weight_to_under_a_half(
        double tenth, double one, double ten, double hundred, Outcome expected)
    {
        double[] chroma = [tenth, one, ten, hundred];
        WeightOfL1Greys.Measurements measured = new([.. chroma.Select(c => Painted(0.5, 3, c))]);
        Assert.Equal(expected, Reports.Of(new WeightOfL1Greys(), measured, Reports.Full).Outcome);
        Reports.Undecided(new WeightOfL1Greys(), measured);
    }

    // L1's slope along one channel on the ring, by differences of its loss, balances the pull at the derived chroma.
    [Theory]
    [InlineData(0.02, 0.1)]
    [InlineData(0.2, 0.5)]
    public void The_derived_chroma_is_where_L1s_slope_is_the_pull(double pull, double weight)
    {
        double Loss(double t) => weight / 2 * Enumerable.Range(0, 20_000)
            .Average(i => Math.Abs(Math.Cos((i + 0.5) * Math.PI / 10_000) - t));
        var t = Scenes.Derived(pull, weight);
        Assert.Equal(pull, (Loss(t + 0.001) - Loss(t - 0.001)) / 0.002, 1e-3);
        Assert.Equal(1, Scenes.Derived(weight, weight));
        Assert.Equal(0, Scenes.Derived(-pull, weight));
        Assert.Equal(1, Scenes.Derived(pull, 0));
    }

    private static SceneColours[] Painted(double colourfulness, double error, double chroma = 0.5) =>
        [.. Enumerable.Repeat(new SceneColours(colourfulness, error, chroma, chroma), 6)];

    private static ColourDraws[] Runs(
        double a = 0, double b = 0, double chroma = 0, double entropy = 0, double spread = 0) =>
        [.. Enumerable.Repeat(new ColourDraws(a, b, chroma, entropy, spread), 3)];
}
