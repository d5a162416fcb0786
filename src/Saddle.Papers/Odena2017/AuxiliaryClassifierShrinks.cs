using Saddle.Catalog;

namespace Saddle.Papers.Odena2017;

/// <summary>Where classes overlap an auxiliary classifier tears them apart, and projection does not.</summary>
[Entry(
    "odena2017/auxiliary-classifier-shrinks",
    "An auxiliary classifier shrinks classes that overlap; projection leaves them as they are.",
    @"\min_q\ D(p(x), q(x)) + \lambda H(Y|X):\quad q(x|y) \to 2 p(x)\ \text{on the side of}\ y,\ \lambda \to 0",
    "Odena, Olah and Shlens 2017 (arXiv:1610.09585), section 4; Gong et al. 2019 (arXiv:1907.02690)")]
public sealed record AuxiliaryClassifierShrinks : OverlappingClassesClaim
{
    private const double Shrunk = 0.9;
    private const double Within = 0.05;

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        "the classifier lowers the entropy of the class given the sample, which the data have where classes overlap",
        "Gong et al. 2019 on section 4",
        "remembered, not re-read; the limit derived");

    /// <inheritdoc/>
    public override string Condition =>
        "classes N(-1, 1) and N(1, 1); medians over the seeds: a class's deviation at most 0.9 with an auxiliary "
        + "classifier of weight 1, and within 0.05 of 1 with projection";

    /// <inheritdoc/>
    private protected override string Runs => "odena2017/auxiliary-classifier-shrinks";

    /// <inheritdoc/>
    private protected override IReadOnlyList<(string Name, string Conditioning)> Arms { get; } =
    [
        ("auxiliary-classifier", "[{name: concatenation, player: generator}, auxiliary-classifier]"),
        ("projection", "[{name: concatenation, player: generator}, projection]"),
    ];

    // With the weight 1; towards 0 a class is its half of the mixture: mean 1.17, deviation 0.80. A test has both.

    /// <inheritdoc/>
    private protected override IReadOnlyList<ClassMoments> Derived { get; } = [new(1.29, 0.79), new(1, 1)];

    /// <inheritdoc/>
    private protected override (int Arm, Func<ClassMoments, double> Of, string Unit) Main =>
        (0, m => m.Sd, "deviation of a class with an auxiliary classifier, 1 in the data");

    /// <inheritdoc/>
    private protected override bool IsMet(IReadOnlyList<ClassMoments> medians) =>
        medians[0].Sd <= Shrunk && Math.Abs(medians[1].Sd - 1) <= Within;

    /// <inheritdoc/>
    private protected override string Found(IReadOnlyList<ClassMoments> medians) =>
        $"A class has the deviation {medians[0].Sd.Text()} with an auxiliary classifier (0.79 is derived) and "
        + $"{medians[1].Sd.Text()} with projection; their means are {medians[0].Mean.Text()} and "
        + $"{medians[1].Mean.Text()}.";
}
