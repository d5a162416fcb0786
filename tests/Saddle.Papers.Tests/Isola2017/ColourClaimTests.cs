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

    private static ColourDraws[] Runs(
        double a = 0, double b = 0, double chroma = 0, double entropy = 0, double spread = 0) =>
        [.. Enumerable.Repeat(new ColourDraws(a, b, chroma, entropy, spread), 3)];
}
