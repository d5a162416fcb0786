using Saddle.Papers.Pejhan2021;
using Saddle.Papers.Reed2016;
using Saddle.Papers.Zhu2019;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests.Measuring;

/// <summary>The claims on what is painted of sentences: numbers that miss parts of a condition, and plants.</summary>
public sealed class CaptionClaimTests
{
    [Theory]
    [InlineData(0.1, 0.2, Outcome.Holds)]
    [InlineData(0.2, 0.1, Outcome.Contradicted)]
    [InlineData(0.2, 0.2, Outcome.Undecided)] // wrong pairs that are not seen
    public void Wrong_pairs_must_raise_agreement(double plain, double aware, Outcome expected)
    {
        CaptionClaim.Measurements measured = new([Runs(plain), Runs(aware)]);
        var finding = Reports.Of(new WrongPairsRaiseAgreement(), measured, Reports.Full);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(aware - plain, finding.Measured, 12);
        Assert.Equal("0.750", finding.Table!.Rows[1][7]);
        Reports.Undecided(new WrongPairsRaiseAgreement(), measured);

        // One seed of six the other way leaves it open.
        var mixed = Runs(aware).With(0, Runs((2 * plain) - aware)[0]);
        Assert.Equal(
            Outcome.Undecided,
            Reports.Of(new WrongPairsRaiseAgreement(), new([Runs(plain), mixed]), Reports.Full).Outcome);
    }

    [Theory]
    [InlineData(0.02, 0.17, 0.25, 0.1, 0.2, Outcome.Holds)]
    [InlineData(0.02, 0.17, 0.25, 0.2, 0.1, Outcome.Contradicted)]
    [InlineData(0.02, 0.17, 0.25, 0.2, 0.2, Outcome.Undecided)] // a memory that is concatenation
    [InlineData(0.02, 0.17, 0.25, 0.1, 0.02, Outcome.Contradicted)] // stages that all read the first sentence
    [InlineData(0.2, 0.9, 0.25, 0.1, 0.2, Outcome.Contradicted)] // one sentence that is three after all
    [InlineData(0.2, 0.17, 0.9, 0.1, 0.2, Outcome.Contradicted)]
    public void One_sentence_is_at_chance_and_the_memory_above_concatenation(
        double one, double colour, double place, double beside, double memory, Outcome expected)
    {
        IReadOnlyList<PaintedShapes> single = Runs(one, colour, place), concatenated = Runs(beside);
        Assert.Equal(expected, Of(new MemoryAtOnce(), [single, concatenated, Runs(memory), Runs(0.15)]));
        Assert.Equal(expected, Of(new MemoryByStages(), [single, concatenated, Runs(0.15), Runs(memory)]));

        static Outcome Of(ThreeSentences claim, IReadOnlyList<IReadOnlyList<PaintedShapes>> arms)
        {
            Reports.Undecided(claim, new(arms));
            return Reports.Of(claim, new(arms), Reports.Full).Outcome;
        }
    }

    [Theory]
    [InlineData(0.1, 0.1, 0.2, Outcome.Holds)]
    [InlineData(0.1, 0.3, 0.2, Outcome.Contradicted)]
    [InlineData(0.3, 0.1, 0.2, Outcome.Contradicted)]
    [InlineData(0.1, 0.2, 0.2, Outcome.Undecided)] // attention in the place of the memory
    public void A_memory_must_be_above_both(double beside, double attention, double memory, Outcome expected)
    {
        CaptionClaim.Measurements measured = new([Runs(beside), Runs(attention), Runs(memory)]);
        var finding = Reports.Of(new MemoryBeatsRefinement(), measured, Reports.Full);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(memory - attention, finding.Measured, 12);
        Reports.Undecided(new MemoryBeatsRefinement(), measured);
    }

    // What is compared is how they read, and not how large they are.
    [TorchFact]
    public void Generators_that_are_compared_have_as_many_parameters()
    {
        foreach (var claim in (CaptionClaim[])[new MemoryByStages(), new MemoryBeatsRefinement()])
        {
            foreach (var setting in (ClaimSetting[])[Reports.Quick, Reports.Full])
            {
                long[] counts = [.. claim.Arms(setting).Select(arm => Parameters(arm.Yaml, setting))];
                Assert.InRange(counts.Max() / (double)counts.Min(), 1, 1.01);
            }
        }

        static long Parameters(string yaml, ClaimSetting setting)
        {
            using var at = Networks.Start(
                $"{yaml}\nobjective: non-saturating\nrule: {{name: adam, eta: 0.001}}\nbatch: 4", setting, 0);
            return at.Players[0].Count;
        }
    }

    private static PaintedShapes[] Runs(double joint, double colour = 1, double place = 1) =>
        [.. Enumerable.Repeat(new PaintedShapes(joint, 0.25, colour, place, 0, 1, 0.75, 1), 6)];
}
