using Saddle.Papers.Reed2016;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests.Reed2016;

/// <summary>The claim on wrong pairs: numbers that miss each part of its condition, and plants.</summary>
public sealed class MatchingAwareOvershootsTests
{
    private static readonly MatchingAwareOvershoots Claim = new();

    [Theory]
    [InlineData(1, 1, 1.29, 0.82, Outcome.Holds)]
    [InlineData(0.91, 1.09, 1.38, 0.73, Outcome.Holds)]
    [InlineData(0.89, 1, 1.29, 0.82, Outcome.Contradicted)]
    [InlineData(1, 1.11, 1.29, 0.82, Outcome.Contradicted)]
    [InlineData(1, 1, 1.18, 0.82, Outcome.Contradicted)]
    [InlineData(1, 1, 1.29, 0.93, Outcome.Contradicted)]
    [InlineData(1, 1, 1.399, 0.776, Outcome.Contradicted)] // any other class for the wrong one
    [InlineData(1, 1, 1.203, 0.864, Outcome.Holds)] // wrong pairs of half the generated ones' weight: not told
    public void The_overshoot_is_the_derived_one_and_without_wrong_pairs_there_is_none(
        double mean, double sd, double aware, double narrow, Outcome expected)
    {
        var finding = Reports.Of(Claim, new([Runs(mean, sd), Runs(aware, narrow)]));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(aware, finding.Measured);
        Assert.Equal((aware, aware), finding.Interval);
    }

    [TorchFact]
    public void Wrong_pairs_that_are_not_seen_are_told()
    {
        var plain = OverlappingClasses.Run("concatenation", 0, Reports.Quick);
        Reports.Contradicts(Claim, new([Runs(1, 1), Runs(plain.Mean, plain.Sd)]));
    }

    private static ClassMoments[] Runs(double mean, double sd) =>
        [.. Enumerable.Repeat(new ClassMoments(mean, sd), 6)];
}
