using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The interval of the Inception score of infinitely many samples, by the jackknife: the score without each sample in
/// turn says how the logarithm of the score varies, and how far below that of the law it lies on average.
/// </summary>
/// <remarks>Quenouille 1956 and Tukey 1958; as in Efron 1982, "The jackknife ...", chapters 2 and 3.</remarks>
internal static class ScoreError
{
    private const long BlockRows = 4096;

    /// <summary>The interval at 95 %.</summary>
    /// <param name="logits">[n, classes], n at least 3.</param>
    public static Interval Interval(Tensor logits)
    {
        using var scope = new TensorScope();
        var n = logits.Shape[0];
        var (own, mean) = Own(logits);
        var (all, every) = (own.Sum(), (own.Sum() / n) + Entropy(mean).Item());
        var without = new double[n];
        for (var start = 0L; start < n; start += BlockRows)
        {
            using var inner = new TensorScope();
            var some = Probabilities(logits, start);
            var others = Entropy(((mean * (double)n) - some) / (n - 1.0)).ToDoubles();
            for (var i = 0; i < others.Length; i++)
            {
                without[start + i] = ((all - own[start + i]) / (n - 1)) + others[i];
            }
        }

        var average = without.Average();
        var centre = every - ((n - 1) * (average - every));
        var half = Normal.Quantile975
            * Math.Sqrt((n - 1.0) / n * without.Sum(value => (value - average) * (value - average)));

        // A score is never below 1.
        return new(Math.Max(1, Math.Exp(centre - half)), Math.Max(1, Math.Exp(centre + half)));
    }

    private static Tensor Probabilities(Tensor logits, long start) => Tensor.Exp(
        Layers.LogSoftmax(logits.Rows(start, Math.Min(BlockRows, logits.Shape[0] - start)), 1));

    // The sum of p log p of each sample, and the mean of all p.
    private static (double[] Own, Tensor Mean) Own(Tensor logits)
    {
        var own = new List<double>();
        var sum = Tensor.Zeros([logits.Shape[1]], DType.Float64);
        for (var start = 0L; start < logits.Shape[0]; start += BlockRows)
        {
            using var scope = new TensorScope();
            var some = Probabilities(logits, start);
            own.AddRange((-Entropy(some)).ToDoubles());
            Algebra.CopyInto(sum, sum + some.Sum([0]));
        }

        return ([.. own], sum / (double)logits.Shape[0]);
    }

    // Of each row of probabilities; rounding may put one just below 0.
    private static Tensor Entropy(Tensor probabilities)
    {
        var p = probabilities.Clamp(0, 1);
        return -(p * Tensor.Log(p.Clamp(double.Epsilon, 1))).Sum([-1]);
    }
}
