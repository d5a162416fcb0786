using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The optimal discriminator of lower-dimensional supports that cross.</summary>
[Entry(
    "arjovsky2017/crossing-supports",
    "Between curves that cross a discriminator still becomes perfect, but for a set of measure 0.",
    @"\mathcal M, \mathcal P \text{ not perfectly aligned} \Rightarrow \exists D^*:\ P(D^* = 1 | r) = P(D^* = 0 | g) = 1",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.2")]
public sealed record CrossingSupports : Claim
{
    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new("accuracy 1, and gradient 0 almost everywhere on both supports", "theorem 2.2", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "between the unit circle and segments that cross it once the median accuracy of the last look is at least 0.99, and the median error at most a tenth of 2 log 2";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var courses = Contest.Crossing(setting);
        var apart = Contest.Disjoint(setting);
        var (accuracies, error) = (courses.Select(c => c[^1].Accuracy).ToList(), courses.Select(c => c[^1].Error).Median());
        return new(
            accuracies.Median() >= 0.99 && error <= 2 * Math.Log(2) / 10 ? Outcome.Holds : Outcome.Contradicted,
            accuracies.Median(),
            "median accuracy at the end",
            $"At the end the median accuracy is {accuracies.Median().Text("F4")} and the error {error.Text("G3")}. The largest |D - D*| + |grad D| is {courses.Select(c => c[^1].Distance).Median().Text("G3")} ({courses.Select(c => c[0].Distance).Median().Text("G3")} at the start), where supports apart have {apart.Select(c => c[^1].Distance).Median().Text("G2")}: next to the crossing D is steep and not sure, so theorem 2.4 has nothing to say, and the gradient of log(1 - D) ends at {courses.Select(c => c[^1].Saturating / c[0].Saturating).Median().Text("G3")} times its start instead of {apart.Select(c => c[^1].Saturating / c[0].Saturating).Median().Text("G2")}.",
            new("A fresh discriminator between curves that cross, and between curves apart",
            [
                new("accuracy", Contest.Iterations, new("share of samples told", Low: 0.4, High: 1), [Contest.Median("crossing", courses, p => p.Accuracy), Contest.Median("apart", apart, p => p.Accuracy)]),
                new("distance from the optimum", Contest.Iterations, new("largest |D - D*| + |grad D|", Log: true), [Contest.Median("crossing", courses, p => p.Distance), Contest.Median("apart", apart, p => p.Distance)]),
                new("gradient of log(1 - D)", Contest.Iterations, new("norm", Log: true), [Contest.Median("crossing", courses, p => p.Saturating), Contest.Median("apart", apart, p => p.Saturating)]),
            ], Columns: 3))
        {
            Interval = accuracies.MedianInterval(),
            Seeds = courses.Count,
            Settings = Contest.Settings(setting),
        };
    }
}
