using Saddle.Catalog;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;

namespace Saddle.Papers.Heusel2017;

/// <summary>The Inception score of images that are spoilt more and more.</summary>
[Entry(
    "heusel2017/inception-score-misses",
    "The Inception score does not always fall as images are disturbed more.",
    @"\exp \mathbb{E}_x\, \mathrm{KL}(p(y \mid x) \,\|\, p(y))",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3, figure 3")]
public sealed record InceptionScoreMisses : Claim
{
    private const double Errors = 3;

    /// <inheritdoc/>
    public override int Place => 12;

    /// <inheritdoc/>
    public override Published Published => new("it falls with some disturbances, rises or stays with others", "section 3, figure 3", "the table of the comparison was read in the authors' repository");

    /// <inheritdoc/>
    public override string Condition =>
        "for at least one of six disturbances the score by a classifier of the shapes is, at some level, above that of the level before by more than three standard errors over ten parts of the images";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (count, steps) = setting.Full ? (20_000, 2000) : (2000, 400);
        var (classifier, metric) = (new TrainedClassifier(Steps: steps), new InceptionScore());
        var scores = Spoilt.Measure(classifier, Needs.Logits, count, setting, (a, b) => Score(metric, a, b, setting));
        var rises = scores.SelectMany((levels, i) => levels.Zip(levels.Skip(1), (a, b) => (Of: i, Errors: (b.Mean - a.Mean) / Math.Sqrt((a.Error * a.Error) + (b.Error * b.Error))))).ToList();
        var most = rises.MaxBy(r => r.Errors);
        var clear = rises.Where(r => r.Errors > Errors).Select(r => Spoilt.Name(Spoilt.Six[r.Of].Disturbance)).Distinct(StringComparer.Ordinal).ToList();
        return new(
            clear.Count > 0 ? Outcome.Holds : Outcome.Contradicted,
            most.Errors,
            "greatest rise from level to level, in standard errors",
            clear.Count > 0 ? $"The score rises from one level to the next under {string.Join(", ", clear)}, at most by {most.Errors.Text("F1")} standard errors." : $"No rise is clear; the greatest is of {most.Errors.Text("F1")} standard errors.",
            new("Score by a classifier of the shapes", [Spoilt.Panel(string.Empty, new("score"), [.. scores.Select(levels => levels.Select(s => s.Mean).ToArray())])]))
        {
            Recorded = setting.Full ? Outcome.Contradicted : null, // a classifier of more images sees every disturbance
            Settings = [("images", Spoilt.Images), ("images a side", count.Text()), ("classifier", classifier.ToString()), ("score", metric.ToString())],
            Table = new(
                ["disturbance", "level", "score", "standard error"],
                [.. Spoilt.Six.SelectMany((six, i) => six.Disturbance.PublishedLevels.Select((level, j) => (IReadOnlyList<string>)[Spoilt.Name(six.Disturbance), level.Text(), scores[i][j].Mean.Text(), scores[i][j].Error.Text("G2")]))]),
        };
    }

    private static (double Mean, double Error) Score(InceptionScore metric, Side reference, Side disturbed, ClaimSetting setting)
    {
        var figures = metric.Measure(reference, disturbed, new MeasuringSettings(setting.Seed, Cancellation: setting.Cancellation)).Figures;
        return (figures[0].Value, figures[1].Value / Math.Sqrt(metric.Splits));
    }
}
