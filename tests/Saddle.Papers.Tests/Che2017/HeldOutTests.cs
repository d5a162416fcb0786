using Saddle.Papers.Che2017;

namespace Saddle.Papers.Tests.Che2017;

/// <summary>The claims that a regularised GAN misses less: of held-out images, and of modes.</summary>
public sealed class HeldOutTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    [Theory]
    [InlineData(30, 20, 10, Outcome.Holds)]
    [InlineData(20, 20, 10, Outcome.Contradicted)]
    [InlineData(30, 20, 20, Outcome.Contradicted)]
    [InlineData(10, 20, 30, Outcome.Contradicted)]
    public void Medians_fall_from_plain_to_regularised_to_manifold_diffusion(
        double plain,
        double regularised,
        double diffused,
        Outcome expected)
    {
        var finding = new HeldOut().Report(new([Seeds(plain), Seeds(regularised), Seeds(diffused)]), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(regularised - plain, finding.Measured);
        Assert.Equal(3, finding.Seeds);
        Assert.Equal(
            "Of 1000 held-out images D' is above 0.9 on a median of "
            + $"{plain.Text()} (plain), {regularised.Text()} (regularised), {diffused.Text()} (manifold-diffusion).",
            finding.Reason);
        Assert.Equal($"0, {plain.Text()}, 999", finding.Table!.Rows[0][1]);
        Assert.Contains(("updates of the third discriminator", "400"), finding.Settings);
    }

    [Theory]
    [InlineData(300, 2, Outcome.Holds)]
    [InlineData(400, 2, Outcome.Contradicted)]
    [InlineData(300, 3, Outcome.Contradicted)]
    public void Both_the_modes_missed_and_the_divergence_are_lower_with_regularisation(
        double missing,
        double divergence,
        Outcome expected)
    {
        var finding = new FewerMissingModes().Report(
            new(
                [Seeds(400), Seeds(missing), Seeds(500)],
                [Seeds(3), Seeds(divergence), Seeds(4)]),
            Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(missing - 400, finding.Measured);
        Assert.StartsWith(
            $"plain: 400 of 1000 modes missing, divergence 3.00; regularised: {missing.Text()} of 1000 modes missing, "
            + $"divergence {divergence.Text("F2")}; manifold-diffusion: 500",
            finding.Reason);
        Assert.Equal("0.00, 3.00, 999.00", finding.Table!.Rows[0][2]);
    }

    // KL of (1/4, 3/4, 0) from (1/2, 1/4, 1/4), whatever the numbers of samples.
    [Fact]
    public void The_divergence_is_that_of_the_generated_shares_from_the_datas()
    {
        var exact = (0.25 * Math.Log(0.5)) + (0.75 * Math.Log(3));
        Assert.Equal(exact, FewerMissingModes.Divergence([5, 15, 0], [200, 100, 100]), 14);
        Assert.Equal(0, FewerMissingModes.Divergence([2, 1, 1], [200, 100, 100]), 14);
    }

    // Of three seeds the median is the one given.
    private static IReadOnlyList<double> Seeds(double median) => [999, median, 0];
}
