using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The optimal discriminator of supports that are apart.</summary>
[Entry(
    "arjovsky2017/disjoint-supports",
    "Between disjoint supports a discriminator becomes perfect, with no slope on either.",
    @"\mathcal M \cap \mathcal P = \emptyset \Rightarrow \exists D^*:\ D^*|_{\mathcal M} = 1,\ D^*|_{\mathcal P} = 0,\ \nabla D^* = 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.1")]
public sealed record DisjointSupports : Claim
{
    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new("accuracy 1 and gradient 0 on both supports", "theorem 2.1", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "between a circle and a segment within it the trained discriminator tells every sample of the last look in every seed, and the median over the seeds of the largest |D - D*| + |grad D| on the samples of both sides is then at most 0.1";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var courses = Contest.Disjoint(setting);
        var (accuracy, distances) = (courses.Min(c => c[^1].Accuracy), courses.Select(c => c[^1].Distance).ToList());
        return new(
            accuracy >= 1 && distances.Median() <= 0.1 ? Outcome.Holds : Outcome.Contradicted,
            distances.Median(),
            "median of the largest |D - D*| + |grad D| at the end",
            $"At the end the least accuracy of {courses.Count.Text()} seeds is {accuracy.Text("F4")}, and the largest |D - D*| + |grad D| is {distances.Median().Text("G2")} in the median, {distances.Max().Text("G2")} in the worst seed; at the start {courses.Select(c => c[0].Distance).Median().Text("G2")}.",
            new("A fresh discriminator between a circle and a segment within it",
            [
                new("accuracy", Contest.Iterations, new("share of samples told", Low: 0.4, High: 1), [Contest.Median("accuracy", courses, p => p.Accuracy)]),
                new("distance from the optimum", Contest.Iterations, new("largest |D - D*| + |grad D|", Log: true), [Contest.Median("distance", courses, p => p.Distance)]),
            ], Columns: 2))
        {
            Interval = distances.MedianInterval(),
            Seeds = courses.Count,
            Settings = Contest.Settings(setting),
        };
    }
}
