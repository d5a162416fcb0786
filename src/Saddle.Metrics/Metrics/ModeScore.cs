using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The MODE score: the Inception score, lowered by how far the generated samples' class shares are from the
/// reference's. Also how many of a classifier's classes are missing among the generated samples.
/// </summary>
/// <param name="LeastShare">A class is missing if it has less than this share of what it has in the reference.</param>
[Entry(
    "mode-score",
    "Inception score lowered by the distance of class shares, and the missing classes",
    @"\exp(\mathbb{E}_x \mathrm{KL}(p(y \mid x) \,\|\, p^*(y)) - \mathrm{KL}(p(y) \,\|\, p^*(y)))",
    "Che, Li, Jacob, Bengio, Li 2017 (arXiv:1612.02136), section 4.2.1")]
public sealed record ModeScore(
    [Parameter("a class is missing below this share of what it has in the reference", Min = 0, Max = 1)]
    double LeastShare = 0.1) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Logits;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        using var scope = new TensorScope();
        var (expected, judged) = (reference.RequireLogits(), generated.RequireLogits());
        if (expected.Shape[1] != judged.Shape[1])
        {
            throw new SettingsException(
                $"the reference has {expected.Shape[1]} classes and the generated side {judged.Shape[1]}");
        }

        var (target, mean) = (Shares(expected), Shares(judged));
        var log = Layers.LogSoftmax(judged.Cast(DType.Float64), 1);
        var own = (Tensor.Exp(log) * log.Clamp(-1e300, 0)).Sum([1]).Mean().Item();
        var divergence = mean.Zip(target, (p, q) => p > 0 ? p * Math.Log(p / q) : 0).Sum();
        var crossed = mean.Zip(target, (p, q) => p > 0 ? p * Math.Log(q) : 0).Sum();
        var counts = Counts(expected);
        var missing = Counts(judged).Zip(counts, (p, q) => q > 0 && p < LeastShare * q).Count(lacks => lacks);
        return new(
            new MetricFigure("mode_score", Math.Exp(own - crossed - divergence)),
            new MetricFigure("class_divergence", divergence),
            new MetricFigure("missing_classes", missing),
            new MetricFigure("classes", counts.Count(q => q > 0)));
    }

    private static double[] Shares(Tensor logits) =>
        Layers.Softmax(logits.Cast(DType.Float64), 1).Mean([0]).ToDoubles();

    /// <summary>The share of samples whose most probable class each is.</summary>
    private static double[] Counts(Tensor logits)
    {
        var shares = new double[logits.Shape[1]];
        var classes = logits.ArgMax(1).ToArray<long>();
        foreach (var label in classes)
        {
            shares[label] += 1.0 / classes.Length;
        }

        return shares;
    }
}
