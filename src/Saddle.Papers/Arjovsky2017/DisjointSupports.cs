using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The optimal discriminator of supports that are apart.</summary>
[Entry(
    "arjovsky2017/disjoint-supports",
    "Between disjoint supports a discriminator becomes perfect, with no slope on either.",
    @"\mathcal M \cap \mathcal P = \emptyset \Rightarrow \exists D^*:\ D^*|_{\mathcal M} = 1,\ D^*|_{\mathcal P} = 0,"
        + @"\ \nabla D^* = 0",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.1")]
public sealed record DisjointSupports : Claim<DiscriminatorCourses>
{
    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published =>
        new("accuracy 1 and gradient 0 on both supports", "theorem 2.1", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "between a circle and a segment within it the trained discriminator tells every sample of the last look in "
        + "every seed, and the median over the seeds of the largest |D - D*| + |grad D| on the samples of both sides "
        + "is then at most 0.1";

    /// <inheritdoc/>
    public override DiscriminatorCourses Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return SegmentDiscriminators.Disjoint(setting);
    }

    /// <inheritdoc/>
    public override Finding Report(DiscriminatorCourses measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (accuracy, distances) = (measured.Last(p => p.Accuracy).Min(), measured.Last(p => p.Distance).ToList());
        return new(
            accuracy >= 1 && distances.Median() <= 0.1 ? Outcome.Holds : Outcome.Contradicted,
            distances.Median(),
            "median of the largest |D - D*| + |grad D| at the end",
            $"At the end the least accuracy of {measured.Count.Text()} seeds is {accuracy.Text("F4")}, "
            + $"and the largest |D - D*| + |grad D| is {distances.Median().Text("G2")} in the median, "
            + $"{distances.Max().Text("G2")} in the worst seed; "
            + $"at the start {measured.First(p => p.Distance).Median().Text("G2")}.",
            new("A fresh discriminator between a circle and a segment within it", Panels(measured), Columns: 2))
        {
            Interval = distances.MedianInterval(),
            Seeds = measured.Count,
            Settings = SegmentDiscriminators.Settings(setting),
        };
    }

    private static IReadOnlyList<Panel> Panels(DiscriminatorCourses measured) =>
    [
        new(
            "accuracy",
            CourseDrawing.Iterations,
            CourseDrawing.Told,
            [CourseDrawing.Median("accuracy", measured, p => p.Accuracy)]),
        new(
            "distance from the optimum",
            CourseDrawing.Iterations,
            CourseDrawing.Distance,
            [CourseDrawing.Median("distance", measured, p => p.Distance)]),
    ];
}
