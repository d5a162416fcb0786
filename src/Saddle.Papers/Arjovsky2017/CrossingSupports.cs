using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The optimal discriminator of lower-dimensional supports that cross.</summary>
[Entry(
    "arjovsky2017/crossing-supports",
    "Between curves that cross a discriminator still becomes perfect, but for a set of measure 0.",
    @"\mathcal M, \mathcal P \text{ not perfectly aligned} \Rightarrow \exists D^*:"
        + @"\ P(D^* = 1 | r) = P(D^* = 0 | g) = 1",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.2")]
public sealed record CrossingSupports : Claim<SupportCourses>
{
    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new(
        "accuracy 1, and gradient 0 almost everywhere on both supports",
        "theorem 2.2",
        "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "between the unit circle and segments that cross it once the median accuracy of the last look is at least "
        + "0.99, and the median error at most a tenth of 2 log 2";

    /// <inheritdoc/>
    public override SupportCourses Measure(ClaimSetting setting) => SupportCourses.Measure(setting);

    /// <inheritdoc/>
    public override Finding Report(SupportCourses measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (accuracy, error) = (Accuracies(measured).Median(), measured.Crossing.Last(p => p.Error).Median());
        return new(
            accuracy >= 0.99 && error <= 2 * Math.Log(2) / 10 ? Outcome.Holds : Outcome.Contradicted,
            accuracy,
            "median accuracy at the end",
            $"At the end the median accuracy is {accuracy.Text("F4")} and the error {error.Text("G3")}. "
            + Reason(measured.Crossing, measured.Apart),
            new(
                "A fresh discriminator between curves that cross, and between curves apart",
                Panels(measured),
                Columns: 3))
        {
            Interval = Accuracies(measured).MedianInterval(),
            Seeds = measured.Crossing.Count,
            Settings = SegmentDiscriminators.Settings(setting),
        };
    }

    private static IEnumerable<double> Accuracies(SupportCourses measured) => measured.Crossing.Last(p => p.Accuracy);

    private static string Reason(DiscriminatorCourses crossing, DiscriminatorCourses apart) =>
        $"The largest |D - D*| + |grad D| is {crossing.Last(p => p.Distance).Median().Text("G3")} "
        + $"({crossing.First(p => p.Distance).Median().Text("G3")} at the start), "
        + $"where supports apart have {apart.Last(p => p.Distance).Median().Text("G2")}: "
        + "next to the crossing D is steep and not sure, so theorem 2.4 has nothing to say, and the gradient of "
        + $"log(1 - D) ends at {crossing.Growths(p => p.Saturating).Median().Text("G3")} times its start "
        + $"instead of {apart.Growths(p => p.Saturating).Median().Text("G2")}.";

    private static IReadOnlyList<Panel> Panels(SupportCourses measured) =>
    [
        Panel("accuracy", CourseDrawing.Told, measured, p => p.Accuracy),
        Panel("distance from the optimum", CourseDrawing.Distance, measured, p => p.Distance),
        Panel("gradient of log(1 - D)", CourseDrawing.Norm, measured, p => p.Saturating),
    ];

    private static Panel Panel(
        string title,
        Axis y,
        SupportCourses measured,
        Func<FreshDiscriminator, double> value) => new(
        title,
        CourseDrawing.Iterations,
        y,
        [
            CourseDrawing.Median("crossing", measured.Crossing, value),
            CourseDrawing.Median("apart", measured.Apart, value),
        ]);
}
