using Saddle.Catalog;

namespace Saddle.Papers.Reed2016;

/// <summary>Training that takes real samples under wrong conditions for generated ones overshoots.</summary>
[Entry(
    "reed2016/matching-aware-overshoots",
    "Matching-aware training has another optimum than the data: a class leaves out what it shares with others.",
    @"q(x|y) = [2 k\, p(x|y) - m(x|y)]_+,\quad m(x|y) = p(x)\ \text{where pairs are shuffled}",
    "Reed et al. 2016 (arXiv:1605.05396), algorithm 1; Gong and Xia, \"Modified GAN-CLS\"")]
public sealed record MatchingAwareOvershoots : Claim<MatchingAwareOvershoots.Measurements>
{
    private const double Within = 0.1;

    private static readonly (string Name, string Conditioning)[] Arms =
    [
        ("plain", "concatenation"),
        ("matching-aware", "[concatenation, {name: matching-aware, wrong: next}]"),
    ];

    // By quadrature of the law above; a test has them again.
    private static readonly ClassMoments[] Derived = [new(1, 1), new(1.29, 0.82)];

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        "the optimum of GAN-CLS is not the data's law",
        "Gong and Xia on algorithm 1 of section 4.2",
        "remembered, not re-read; the law's mean and deviation derived");

    /// <inheritdoc/>
    public override string Condition =>
        "classes N(-1, 1) and N(1, 1), wrong pairs by shuffling; medians over the seeds: a class's mean and deviation "
        + "within 0.1 of 1.29 and 0.82 with wrong pairs, and within 0.1 of 1 and 1 without";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = OverlappingClasses.Each("reed2016/matching-aware-overshoots", Arms, setting);
        return new(runs[0], runs[1]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        IReadOnlyList<ClassMoments>[] arms = [measured.Plain, measured.Aware];
        string[] names = [.. Arms.Select(arm => arm.Name)];
        var found = arms.Select(runs => (
            Mean: runs.Select(m => m.Mean).Median(), Sd: runs.Select(m => m.Sd).Median())).ToList();
        return new(
            found.Zip(Derived).All(pair => Near(pair.First.Mean, pair.Second.Mean)
                && Near(pair.First.Sd, pair.Second.Sd)) ? Outcome.Holds : Outcome.Contradicted,
            found[1].Mean,
            "mean of a class under matching-aware training, 1 in the data",
            $"A class has the mean {found[1].Mean.Text()} and the deviation {found[1].Sd.Text()} with wrong pairs, "
            + $"{found[0].Mean.Text()} and {found[0].Sd.Text()} without; derived are 1.29 and 0.82, and 1 and 1.",
            OverlappingClasses.Figure(names, arms, Derived))
        {
            Interval = measured.Aware.Select(m => m.Mean).MedianInterval(),
            Seeds = measured.Aware.Count,
            Settings = OverlappingClasses.Settings(Arms, setting),
            Table = OverlappingClasses.Table(names, arms, Derived),
        };
    }

    private static bool Near(double found, double derived) => Math.Abs(found - derived) <= Within;

    /// <summary>What is measured.</summary>
    /// <param name="Plain">The classes of the runs without wrong pairs.</param>
    /// <param name="Aware">Those with them.</param>
    public sealed record Measurements(IReadOnlyList<ClassMoments> Plain, IReadOnlyList<ClassMoments> Aware);
}
