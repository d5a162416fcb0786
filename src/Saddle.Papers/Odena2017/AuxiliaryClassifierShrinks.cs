using Saddle.Catalog;

namespace Saddle.Papers.Odena2017;

/// <summary>Where classes overlap an auxiliary classifier tears them apart, and projection does not.</summary>
[Entry(
    "odena2017/auxiliary-classifier-shrinks",
    "An auxiliary classifier shrinks classes that overlap; projection leaves them as they are.",
    @"\min_q\ D(p(x), q(x)) + \lambda H(Y|X):\quad q(x|y) \to 2 p(x)\ \text{on the side of}\ y,\ \lambda \to 0",
    "Odena, Olah and Shlens 2017 (arXiv:1610.09585), section 4; Gong et al. 2019 (arXiv:1907.02690)")]
public sealed record AuxiliaryClassifierShrinks : Claim<AuxiliaryClassifierShrinks.Measurements>
{
    private const double Shrunk = 0.9;
    private const double Within = 0.05;

    private static readonly (string Name, string Conditioning)[] Arms =
    [
        ("auxiliary-classifier", "[{name: concatenation, player: generator}, auxiliary-classifier]"),
        ("projection", "[{name: concatenation, player: generator}, projection]"),
    ];

    // With the weight 1; towards 0 a class is its half of the mixture: mean 1.17, deviation 0.80. A test has both.
    private static readonly ClassMoments[] Derived = [new(1.29, 0.79), new(1, 1)];

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
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = OverlappingClasses.Each("odena2017/auxiliary-classifier-shrinks", Arms, setting);
        return new(runs[0], runs[1]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        IReadOnlyList<ClassMoments>[] arms = [measured.Classifier, measured.Projection];
        string[] names = [.. Arms.Select(arm => arm.Name)];
        var (classifier, projection) = (Sds(measured.Classifier), Sds(measured.Projection));
        return new(
            classifier.Median() <= Shrunk && Math.Abs(projection.Median() - 1) <= Within
                ? Outcome.Holds
                : Outcome.Contradicted,
            classifier.Median(),
            "deviation of a class with an auxiliary classifier, 1 in the data",
            $"A class has the deviation {classifier.Median().Text()} with an auxiliary classifier (0.79 is "
            + $"derived) and {projection.Median().Text()} with projection; their means are "
            + $"{measured.Classifier.Select(m => m.Mean).Median().Text()} and "
            + $"{measured.Projection.Select(m => m.Mean).Median().Text()}.",
            OverlappingClasses.Figure(names, arms, Derived))
        {
            Interval = classifier.MedianInterval(),
            Seeds = classifier.Length,
            Settings = OverlappingClasses.Settings(Arms, setting),
            Table = OverlappingClasses.Table(names, arms, Derived),
        };
    }

    private static double[] Sds(IEnumerable<ClassMoments> runs) => [.. runs.Select(m => m.Sd)];

    /// <summary>What is measured.</summary>
    /// <param name="Classifier">The classes of the runs with an auxiliary classifier.</param>
    /// <param name="Projection">Those with projection.</param>
    public sealed record Measurements(
        IReadOnlyList<ClassMoments> Classifier, IReadOnlyList<ClassMoments> Projection);
}
