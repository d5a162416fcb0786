using Saddle.Catalog;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>The scores of a classifier's logits against closed forms and their definitions.</summary>
public sealed class InceptionScoreTests : TensorTests
{
    [TorchFact]
    public void Parts_of_the_Inception_score_lie_as_each_tool_has_them()
    {
        var logits = Sides.Normals(103, 5, 1, 2);
        static double Of(Tensor rows, int splits, ScoreParts parts) =>
            Score(new InceptionScore(splits, Shuffle: false, Parts: parts), rows).Value;

        Assert.Equal(
            Of(logits.Narrow(0, 0, 100), 10, ScoreParts.Even), Of(logits, 10, ScoreParts.Whole), 1e-12);
        long[] begins = [.. Enumerable.Range(0, 11).Select(part => Math.Min(103L, 11 * part))];
        var chunks = begins.Zip(begins[1..])
            .Where(p => p.First < p.Second)
            .Select(p => Of(logits.Narrow(0, p.First, p.Second - p.First), 1, ScoreParts.Even))
            .ToList();
        Assert.Equal(chunks.Average(), Of(logits, 10, ScoreParts.Chunks), 1e-12);
        Assert.Equal("whole", Protocol.Get("dgm-eval").Settings["is"]["parts"]);
    }

    [TorchTheory]
    [InlineData(0.9)]
    [InlineData(0.6)]
    public void Two_even_classes_of_a_known_sureness_have_the_closed_form(double sure)
    {
        // Half of the samples (p, 1 - p), half (1 - p, p): exp(log 2 - H(p)).
        var logit = Math.Log(sure / (1 - sure));
        var logits = Tensor.From<double>(
            [.. Enumerable.Range(0, 20).SelectMany(i => i % 2 == 0 ? [logit, 0] : (double[])[0, logit])], [20, 2]);
        var expected = Math.Exp(Math.Log(2) - BruteForce.Entropy([sure, 1 - sure]));
        Assert.Equal(expected, Score(new InceptionScore(Splits: 1), logits).Value, 1e-13);
    }

    [TorchFact]
    public void Parts_are_as_even_as_can_be_and_their_scores_are_averaged()
    {
        var logits = Sides.Normals(11, 4, 3, 2);
        var rows = BruteForce.Rows(logits).Select(BruteForce.Softmax).ToArray();
        double[] scores = [Of(rows[..3]), Of(rows[3..7]), Of(rows[7..])];
        var measured = Score(new InceptionScore(Splits: 3, Shuffle: false), logits);
        Assert.Equal(scores.Average(), measured.Value, 1e-13);
        Assert.Equal(
            Math.Sqrt(scores.Average(s => Math.Pow(s - scores.Average(), 2))), measured["standard_deviation"], 1e-13);
        var unbiased = Score(new InceptionScore(Splits: 3, Shuffle: false, DeviationDdof: 1), logits);
        Assert.Equal(Math.Sqrt(1.5), unbiased["standard_deviation"] / measured["standard_deviation"], 1e-12);

        static double Of(double[][] part) =>
            Math.Exp(part.Average(p => BruteForce.Divergence(p, BruteForce.Mean(part))));
    }

    [TorchFact]
    public void Shuffling_moves_samples_between_parts_by_the_seed_alone()
    {
        var logits = Sides.Normals(40, 3, 1, 2);
        var metric = new InceptionScore(Splits: 4);
        Assert.Equal(Score(metric, logits).Value, Score(metric, logits).Value);
        Assert.NotEqual(Score(metric, logits).Value, Score(metric, logits, seed: 2).Value);
        var whole = new InceptionScore(Splits: 1);
        Assert.Equal(Score(whole, logits).Value, Score(whole, logits, seed: 2).Value, 1e-13);
    }

    [TorchFact]
    public void More_parts_than_samples_are_refused()
    {
        var refusal = Assert.Throws<SettingsException>(() => Score(new InceptionScore(), Sides.Normals(9, 3, 1)));
        Assert.Equal("logits: 9 samples cannot be split into 10 parts", refusal.Message);
    }

    [TorchFact]
    public void Mode_score_and_its_shares_follow_the_definition()
    {
        var (reference, generated) = (Sides.Normals(30, 4, 1, 2), Sides.Normals(20, 4, 2, 3, 0.5));
        var p = BruteForce.Rows(generated).Select(BruteForce.Softmax).ToArray();
        var target = BruteForce.Mean([.. BruteForce.Rows(reference).Select(BruteForce.Softmax)]);
        var apart = BruteForce.Divergence(BruteForce.Mean(p), target);
        var measured = Mode(new ModeScore(), reference, generated);
        Assert.Equal(Math.Exp(p.Average(row => BruteForce.Divergence(row, target)) - apart), measured.Value, 1e-13);
        Assert.Equal(apart, measured["class_divergence"], 1e-13);
        Assert.Equal(4, measured["classes"]);
    }

    [TorchTheory]
    [InlineData(0.5, 1)]
    [InlineData(0.3, 0)]
    public void A_class_is_missing_below_its_share_of_the_references(double least, int missing)
    {
        // Class 2 has 5 of 10 samples in the reference, and 2 of 10 among the generated.
        static Tensor Sure(params int[] classes) => Tensor.From<double>(
            [.. classes.SelectMany(c => Enumerable.Range(0, 3).Select(i => i == c ? 9.0 : 0))], [classes.Length, 3]);

        var reference = Sure(0, 0, 0, 1, 1, 2, 2, 2, 2, 2);
        var generated = Sure(0, 0, 0, 0, 1, 1, 1, 1, 2, 2);
        Assert.Equal(missing, Mode(new ModeScore(least), reference, generated)["missing_classes"]);
    }

    [TorchFact]
    public void Logits_of_different_classes_are_refused()
    {
        var refusal = Assert.Throws<SettingsException>(
            () => Mode(new ModeScore(), Sides.Normals(5, 3, 1), Sides.Normals(5, 2, 1)));
        Assert.Equal("the reference has 3 classes and the generated side 2", refusal.Message);
    }

    private static MetricResult Score(InceptionScore metric, Tensor logits, ulong seed = 1) =>
        metric.Measure(new("none"), new Side("logits") { Logits = logits }, new(seed));

    private static MetricResult Mode(ModeScore metric, Tensor reference, Tensor generated) =>
        metric.Measure(
            new Side("reference") { Logits = reference }, new Side("generated") { Logits = generated }, new());
}
