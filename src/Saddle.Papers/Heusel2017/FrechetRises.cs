using Saddle.Catalog;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;

namespace Saddle.Papers.Heusel2017;

/// <summary>The Frechet distance of images that are spoilt more and more.</summary>
[Entry(
    "heusel2017/frechet-rises",
    "The Frechet distance rises with the level of every disturbance.",
    @"d^2 = |m - m_w|^2 + \mathrm{tr}(C + C_w - 2 (C C_w)^{1/2})",
    "Heusel et al. 2017 (arXiv:1706.08500), section 3, figure 3")]
public sealed record FrechetRises : Claim
{
    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new("it rises with all six disturbances", "section 3, figure 3", "the table of the comparison was read in the authors' repository; in it salt and pepper has 383 at the medium and 381 at the strong level");

    /// <inheritdoc/>
    public override string Condition =>
        "for each of six disturbances the distance at every level is greater than at the level before, both on the features of a random convolutional network and on those of a classifier of the shapes";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (count, steps) = setting.Full ? (20_000, 2000) : (2000, 400);
        Extractor[] extractors = [new RandomConvolutions(), new TrainedClassifier(Steps: steps)];
        var distances = extractors.Select(extractor => Spoilt.Measure(extractor, Needs.Features, count, setting, (a, b) => Frechet.Distance(a.RequireFeatures(), b.RequireFeatures(), 1))).ToArray();
        var rises = distances.SelectMany(d => d.SelectMany(levels => levels.Zip(levels.Skip(1)))).ToList();
        var rising = rises.Count(pair => pair.Second > pair.First);
        return new(
            rising == rises.Count ? Outcome.Holds : Outcome.Contradicted,
            (double)rising / rises.Count,
            "share of the steps from level to level at which the distance rises",
            $"{rising} of {rises.Count} steps from level to level raise the distance; from none to weak by a factor of {distances.SelectMany(d => d.Select(l => l[1] / l[0])).Min().Text("G3")} or more.",
            new("Distance to undisturbed shapes", [.. extractors.Zip(distances, (e, d) => Spoilt.Panel(e.Name, new("Frechet distance", Log: true), d))], Columns: 2))
        {
            Recorded = setting.Full ? Outcome.Holds : null, // a classifier of more images rises everywhere
            Settings = [("images", Spoilt.Images), ("images a side", count.Text()), ("extractors", string.Join("; ", extractors.Select(e => e.ToString()))), ("covariances", "ddof 1")],
            Table = new(
                ["disturbance", "level", .. extractors.Select(e => $"Frechet distance ({e.Name})"), "published FID (50,000 faces)"],
                [.. Spoilt.Six.SelectMany((six, i) => six.Disturbance.PublishedLevels.Select((level, j) => (IReadOnlyList<string>)[Spoilt.Name(six.Disturbance), level.Text(), .. distances.Select(d => d[i][j].Text()), six.Published[j].Text()]))]),
        };
    }
}
