using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The Inception score: how sure a classifier is of each generated sample, and how evenly the classes come.
/// </summary>
/// <param name="Splits">How many parts the samples are split into; the score is the mean over parts.</param>
/// <param name="Shuffle">Whether the samples are shuffled before.</param>
/// <param name="DeviationDdof">What the standard deviation over parts subtracts from their number.</param>
/// <param name="Parts">Where parts begin and end when the samples do not divide by their number.</param>
[Entry(
    "is",
    "Inception score: exp of the mean divergence of class probabilities from their mean",
    @"\exp \mathbb{E}_x\, \mathrm{KL}(p(y \mid x) \,\|\, p(y))",
    "Salimans, Goodfellow, Zaremba, Cheung, Radford, Chen 2016 (arXiv:1606.03498), section 4")]
public sealed record InceptionScore(
    [Parameter("how many parts the samples are split into", Min = 1, Max = 10000)] int Splits = 10,
    [Parameter("whether the samples are shuffled before")] bool Shuffle = true,
    [Parameter("what the standard deviation over parts subtracts from their number", Min = 0, Max = 1)]
    int DeviationDdof = 0,
    [Parameter("where parts begin and end when the samples do not divide by their number")]
    ScoreParts Parts = ScoreParts.Even) : Metric
{
    /// <inheritdoc/>
    public override string NameElsewhere => "classifier score";

    private const long Recommended = 5000;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Logits;

    /// <inheritdoc/>
    public override Needs ReferenceNeeds => Needs.None;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentNullException.ThrowIfNull(how);
        using var scope = new TensorScope();
        var logits = generated.RequireLogits();
        var count = logits.Shape[0];
        if (count < Splits)
        {
            throw new SettingsException($"{generated.Name}: {count} samples cannot be split into {Splits} parts");
        }

        var shuffled = Shuffle ? Subsets.Draw(logits, how.Seed, 0, count) : logits;
        var scores = Borders(count).Select(part => Score(shuffled, part.Start, part.End)).ToArray();
        var (mean, deviation) = Spread.Of(scores, DeviationDdof);
        var figure = new MetricFigure("is", mean, Interval: count > 2 ? ScoreError.Interval(logits) : null);
        return new(figure, new MetricFigure("standard_deviation", deviation))
        {
            Notes = count / Splits < Recommended
                ? [FewNote(count / Splits), "the interval is of the score of infinitely many samples"]
                : [],
        };
    }

    private IEnumerable<(long Start, long End)> Borders(long count)
    {
        var size = Parts == ScoreParts.Chunks ? (count + Splits - 1) / Splits : count / Splits;
        return Enumerable.Range(0, Splits)
            .Select(part => Parts == ScoreParts.Even
                ? (part * count / Splits, (part + 1) * count / Splits)
                : (Math.Min(count, part * size), Math.Min(count, (part + 1) * size)))
            .Where(part => part.Item1 < part.Item2);
    }

    private static string FewNote(long count) => FormattableString.Invariant(
        $"parts of {count} samples; below {Recommended} the score is biased downwards");

    /// <summary>The score of some samples.</summary>
    private static double Score(Tensor logits, long start, long end)
    {
        using var scope = new TensorScope();
        var log = Layers.LogSoftmax(logits.Rows(start, end - start), 1);
        var probabilities = Tensor.Exp(log);
        var mean = probabilities.Mean([0]);

        // sum p log p - sum p log mean; where a class never comes both terms are 0.
        var marginal = mean * Tensor.Log(mean.Clamp(double.Epsilon, 1));
        var own = (probabilities * log.Clamp(-1e300, 0)).Sum([1]).Mean();
        return Math.Exp(own.Item() - marginal.Sum().Item());
    }
}
