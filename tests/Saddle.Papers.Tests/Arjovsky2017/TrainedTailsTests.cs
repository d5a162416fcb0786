using Saddle.Papers.Arjovsky2017;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim on tails against a trained discriminator: numbers that miss its condition, and a plant.</summary>
public sealed class TrainedTailsTests
{
    private static readonly TrainedTails Claim = new();

    [Theory]
    [InlineData(1, 1, Outcome.Holds)]
    [InlineData(0.85, 1.2, Outcome.Holds)]
    [InlineData(1, 3, Outcome.Undecided)]
    [InlineData(1, 0.5, Outcome.Undecided)]
    [InlineData(3, 4, Outcome.Contradicted)]
    [InlineData(0.5, 0.6, Outcome.Contradicted)]
    public void The_index_must_be_that_of_a_Cauchy_law(double most, double one, Outcome expected)
    {
        IReadOnlyList<double> trained = new double[6].Select(_ => most).With(2, one);
        var finding = Reports.Of(Claim, new([.. new double[6].Select(_ => 4.0)], trained));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Pow(most, 5 / 6.0) * Math.Pow(one, 1 / 6.0), finding.Measured, 12);
    }

    // A minibatch's mean of a smooth function is nearly normal.
    [TorchFact]
    public void A_discriminator_that_was_never_trained_gives_no_such_tails_either()
    {
        IReadOnlyList<double> untrained =
            [.. Enumerable.Range(0, 6).Select(seed => TrainedTails.Index(0, seed, Reports.Quick))];
        Assert.All(untrained, index => Assert.True(index > 2));
        Reports.Contradicts(Claim, new(untrained, untrained));
    }
}
