using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Tests.Golden;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Metrics under sanity checks, beside what is published of them.</summary>
public sealed class CertificationTests : TensorTests
{
    private const string Invention = "gaussian-mixture-mode-dropping-invention";
    private const string Scaling = "gaussian-scaling-one-dimension";

    // Räisä et al. 2025, the tables of their repository: of precision and recall with k = 3.
    [TorchTheory]
    [InlineData(Invention, "bounds", SanityVerdict.Pass, SanityVerdict.Pass)]
    [InlineData(Invention, "property", SanityVerdict.Pass, SanityVerdict.Pass)]
    [InlineData(Scaling, "transformations", SanityVerdict.Fail, SanityVerdict.Fail)]
    public void Precision_and_recall_are_judged_as_published(
        string check, string desideratum, SanityVerdict precision, SanityVerdict recall)
    {
        var result = Check(new PrecisionRecall(3, Closed: true), check);
        Assert.Equal(
            (precision, recall), (result.Verdict("precision", desideratum), result.Verdict("recall", desideratum)));
    }

    [TorchFact]
    public void A_metric_with_a_planted_defect_fails_and_says_with_what()
    {
        var result = Check(new Swapped(), Invention);
        Assert.Equal(SanityVerdict.Fail, result.Verdict("precision", "property"));
        Assert.Equal(SanityVerdict.Fail, result.Verdict("recall", "property"));
        var judgement = Assert.Single(result.Figures[0].Judgements["property"]);
        Assert.Equal("shape", judgement.Where);
        Assert.Contains("expected a fall", judgement.Saw, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_distance_passes_where_it_is_least_at_equal_laws_and_a_constant_fails()
    {
        var good = Check(new FrechetDistance(), Invention);
        Assert.Equal(SanityVerdict.Pass, good.Verdict("fid", "property"));
        Assert.Equal(SanityVerdict.Pass, good.Verdict("fid", "bounds"));
        Assert.Equal(SanityVerdict.Fail, Check(new Constant(), Invention).Verdict("distance", "property"));
    }

    [TorchFact]
    public void What_was_measured_is_kept_and_more_repeats_take_it_over()
    {
        using var folder = new TemporaryFolder();
        var certification = new Certification(new PrecisionRecall(3), 1) { Cache = new(folder.Path) };
        var first = certification.Of(SanityChecks.Get(Invention));
        Assert.True(first.Seconds > 0);
        var again = certification.Of(SanityChecks.Get(Invention));
        Assert.Equal(0, again.Seconds);
        Assert.Equal(first.Figures[0].Curves[0].Mean, again.Figures[0].Curves[0].Mean);
        var more = (certification with { Repeats = 2 }).Of(SanityChecks.Get(Invention));
        Assert.True(more.Seconds > 0);
        Assert.Equal(2, Directory.GetFiles(folder.Path, "*.safetensors").Length);
        Assert.NotEqual(first.Figures[0].Curves[0].Mean, more.Figures[0].Curves[0].Mean);
    }

    [TorchFact]
    public void A_check_on_which_nothing_can_be_measured_says_why()
    {
        var result = Check(new TopologicalPrecisionRecall(), Invention);
        Assert.Contains("dimensions", result.Refused, StringComparison.Ordinal);
        Assert.Equal(SanityVerdict.Fail, result.Verdict("fidelity", "bounds"));
        var refused = Assert.Throws<SettingsException>(() => Check(new Vendi(), Invention));
        Assert.Contains("there are no sanity checks of its figures", refused.Message, StringComparison.Ordinal);
    }

    // The curves of the repository's own code, three repeats or one, beside three of ours: what remains is the noise of
    // few repeats. Where single outliers make balls of any size it is a tenth at a point, so the curve's mean is held.
    [GoldenTheory]
    [InlineData("prdc:k=3:closed=true", "precision", "precision", 0.03)]
    [InlineData("prdc:k=3:closed=true", "recall", "recall", 0.03)]
    [InlineData("prdc:k=5:closed=true", "density", "density", 0.06)]
    [InlineData("prdc:k=5:closed=true", "coverage", "coverage", 0.03)]
    [InlineData("symmetric", "sym_precision", "sym_precision", 0.04)]
    [InlineData("symmetric", "sym_recall", "sym_recall", 0.04)]
    [InlineData("p-precision-recall", "p_precision", "probabilistic_precision", 0.04)]
    [InlineData("p-precision-recall", "p_recall", "probabilistic_recall", 0.04)]
    [InlineData("clipped", "clipped_density", "clipped_density", 0.06)]
    [InlineData("clipped", "clipped_coverage", "clipped_coverage", 0.06)]
    public void Curves_are_those_of_the_published_checks(string metric, string figure, string theirs, double tolerance)
    {
        var certification = new Certification(Spec.Parse<Metric>(metric), 3);
        Assert.All(
            Ours(Invention).Zip(Golden(Invention)), pair => Assert.Equal(pair.Second, pair.First, tolerance));
        Assert.Equal(Golden(Scaling).Average(), Ours(Scaling).Average(), 0.04);

        IReadOnlyList<double> Ours(string check) => certification.Of(SanityChecks.Get(check))
            .Figures.Single(f => f.Figure == figure).Curves.Single().Mean;

        List<double> Golden(string check) => [..
            File.ReadLines(Path.Combine(GoldenTheoryAttribute.Folder, "sanity", "curves.csv"))
                .Select(line => line.Split(',')).Where(parts => parts[0] == check && parts[2] == theirs)
                .Select(parts => double.Parse(parts[3], CultureInfo.InvariantCulture))];
    }

    private static CheckResult Check(Metric metric, string check) =>
        new Certification(metric, 1).Of(SanityChecks.Get(check));

    // Takes what is judged for the reference.
    private sealed record Swapped : Metric
    {
        public override Needs Needs => Needs.Features;

        public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims => new PrecisionRecall().Aims;

        public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how) =>
            new PrecisionRecall(3).Measure(generated, reference, how);
    }

    private sealed record Constant : Metric
    {
        public override Needs Needs => Needs.Features;

        public override IReadOnlyList<(string Figure, FigureAim Aim)> Aims => [("distance", FigureAim.Distance)];

        public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how) =>
            new(new MetricFigure("distance", 1));
    }
}
