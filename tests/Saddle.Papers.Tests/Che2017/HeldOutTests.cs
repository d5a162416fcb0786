using Saddle.Papers.Che2017;

namespace Saddle.Papers.Tests.Che2017;

/// <summary>The claims that a regularised GAN misses less: of held-out images, and of modes.</summary>
public sealed class HeldOutTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    // Six seeds: all of either arm as given, but for one seed of the regularised arm.
    [Theory]
    [InlineData(30, 20, 10, 20, Outcome.Holds)]
    [InlineData(30, 20, 10, 31, Outcome.Undecided)]
    [InlineData(30, 20, 10, 9, Outcome.Undecided)]
    [InlineData(20, 20, 10, 20, Outcome.Undecided)]
    [InlineData(30, 20, 25, 20, Outcome.Contradicted)]
    [InlineData(10, 20, 5, 20, Outcome.Contradicted)]
    public void Images_are_fewer_from_plain_to_regularised_to_manifold_diffusion(
        double plain, double regularised, double diffused, double one, Outcome expected)
    {
        IReadOnlyList<double> varied = Seeds(regularised).With(5, one);
        var finding = new HeldOut().Report(new([Seeds(plain), varied, Seeds(diffused)]), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(
            Math.Pow((regularised + 0.5) / (plain + 0.5), 5 / 6.0) * Math.Pow((one + 0.5) / (plain + 0.5), 1 / 6.0),
            finding.Measured,
            12);
        Assert.Equal(6, finding.Seeds);
        Assert.StartsWith(
            $"Of 1000 held-out images D' is above 0.9 on a median of {plain.Text()} (plain), {regularised.Text()} "
            + $"(regularised), {diffused.Text()} (manifold-diffusion): ratios of ",
            finding.Reason);
        Assert.Equal($"{plain.Text()}, {plain.Text()}, {plain.Text()}", finding.Table!.Rows[0][1]);
        Assert.Contains(("updates of the third discriminator", "400"), finding.Settings);
    }

    [Theory]
    [InlineData(300, 2, 2, Outcome.Holds)]
    [InlineData(0, 2, 2, Outcome.Holds)]
    [InlineData(400, 2, 2, Outcome.Undecided)]
    [InlineData(300, 2, 3.1, Outcome.Undecided)]
    [InlineData(300, 3.5, 3.5, Outcome.Contradicted)]
    [InlineData(500, 2, 2, Outcome.Contradicted)]
    public void Both_the_modes_missed_and_the_divergence_are_lower_with_regularisation(
        double missing, double divergence, double one, Outcome expected)
    {
        IReadOnlyList<double> varied = Seeds(divergence).With(0, one);
        var finding = new FewerMissingModes().Report(
            new([Seeds(400), Seeds(missing), Seeds(500)], [Seeds(3), varied, Seeds(4)]), Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal((missing + 0.5) / 400.5, finding.Measured, 12);
        Assert.StartsWith(
            $"plain: 400 of 1000 modes missing, divergence 3.00; regularised: {missing.Text()} of 1000 modes missing, "
            + $"divergence {divergence.Text("F2")}; manifold-diffusion: 500",
            finding.Reason);
        Assert.Equal("3.00, 3.00, 3.00", finding.Table!.Rows[0][2]);
    }

    // KL of (1/4, 3/4, 0) from (1/2, 1/4, 1/4), whatever the numbers of samples.
    [Fact]
    public void The_divergence_is_that_of_the_generated_shares_from_the_datas()
    {
        var exact = (0.25 * Math.Log(0.5)) + (0.75 * Math.Log(3));
        Assert.Equal(exact, FewerMissingModes.Divergence([5, 15, 0], [200, 100, 100]), 14);
        Assert.Equal(0, FewerMissingModes.Divergence([2, 1, 1], [200, 100, 100]), 14);
    }

    private static IReadOnlyList<double> Seeds(double value) => [.. Enumerable.Repeat(value, 6)];
}
