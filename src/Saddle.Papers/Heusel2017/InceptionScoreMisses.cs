using Saddle.Catalog;

namespace Saddle.Papers.Heusel2017;

/// <summary>The Inception score of images that are spoilt more and more.</summary>
[Entry(
    "heusel2017/inception-score-misses",
    "The Inception score does not always fall as images are disturbed more.",
    @"\exp \mathbb{E}_x\, \mathrm{KL}(p(y \mid x) \,\|\, p(y))",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3, figure 3")]
public sealed record InceptionScoreMisses : Claim<InceptionScoreMisses.Measurements>
{
    private const double Errors = 3;

    /// <inheritdoc/>
    public override int Place => 12;

    /// <inheritdoc/>
    public override Published Published => new(
        "it falls with some disturbances, rises or stays with others",
        "section 3, figure 3",
        "the table of the comparison was read in the authors' repository");

    /// <inheritdoc/>
    public override string Condition =>
        "for at least one of six disturbances the score by a classifier of the shapes is, at some level, above "
        + "that of the level before by more than three standard errors over ten parts of the images";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting) => new(Spoilt.Measure(setting)[^1].Scores);

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var rises = measured.Scores.SelectMany((levels, i) =>
            levels.Zip(levels.Skip(1), (before, after) => (Of: i, By: Rise(before, after)))).ToList();
        var most = rises.Max(r => r.By);
        var clear = rises.Where(r => r.By > Errors).Select(r => Spoilt.Name(Spoilt.Six[r.Of]));
        var under = string.Join(", ", clear.Distinct(StringComparer.Ordinal));
        double[][] means = [.. measured.Scores.Select(levels => levels.Select(s => s.Mean).ToArray())];
        return new(
            most > Errors ? Outcome.Holds : Outcome.Contradicted,
            most,
            "greatest rise from level to level, in standard errors",
            most > Errors
                ? $"The score rises from one level to the next under {under}, at most by {most.Text("F1")} standard "
                    + "errors."
                : $"No rise is clear; the greatest is of {most.Text("F1")} standard errors.",
            new("Score by a classifier of the shapes", [Spoilt.Panel(string.Empty, new("score"), means)]))
        {
            Settings = Settings(setting),
            Table = new(
                ["disturbance", "level", "score", "standard error"],
                Spoilt.Rows((i, j) => [measured.Scores[i][j].Mean.Text(), measured.Scores[i][j].Error.Text("G2")])),
        };
    }

    private static double Rise(Score before, Score after) =>
        (after.Mean - before.Mean) / Math.Sqrt((before.Error * before.Error) + (after.Error * after.Error));

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("images", Spoilt.Images),
        ("images a side", Spoilt.Count(setting).Text()),
        ("images that the classifier learns", Spoilt.Learnt.Text()),
        ("classifier", Spoilt.Extractors[^1].ToString()),
        ("score", Spoilt.Score.ToString()),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Scores">By disturbance, then level.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Score>> Scores);

    /// <summary>A score over parts of the images.</summary>
    /// <param name="Mean">The mean over the parts.</param>
    /// <param name="Error">The mean's standard error.</param>
    public sealed record Score(double Mean, double Error);
}
