using Saddle.Papers.Odena2017;
using Saddle.Torch.Tests;

namespace Saddle.Papers.Tests.Odena2017;

/// <summary>The claim on auxiliary classifiers: numbers that miss its condition, and a wrong implementation.</summary>
public sealed class AuxiliaryClassifierShrinksTests
{
    private static readonly AuxiliaryClassifierShrinks Claim = new();

    [Theory]
    [InlineData(0.89, 1.04, Outcome.Holds)]
    [InlineData(0.8, 0.96, Outcome.Holds)]
    [InlineData(0.91, 1, Outcome.Contradicted)]
    [InlineData(0.8, 0.94, Outcome.Contradicted)]
    [InlineData(0.8, 1.06, Outcome.Contradicted)]
    public void Classes_shrink_under_the_classifier_and_not_under_projection(
        double classifier, double projection, Outcome expected)
    {
        var finding = Reports.Of(Claim, new([Runs(classifier), Runs(projection)]));
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(classifier, finding.Measured);
        Assert.Equal((classifier, classifier), finding.Interval);
    }

    // A classifier that the generator does not hear of asks nothing of it: then its classes are one.
    [TorchFact]
    public void A_classifier_whose_answer_no_player_descends_is_told()
    {
        var deaf = OverlappingClasses.Run(
            "[{name: concatenation, player: generator}, {name: auxiliary-classifier, weight: 0}]", 0, Reports.Quick);
        Reports.Contradicts(Claim, new([[.. Enumerable.Repeat(deaf, 6)], Runs(1)]));
    }

    private static ClassMoments[] Runs(double sd) => [.. Enumerable.Repeat(new ClassMoments(1, sd), 6)];
}
