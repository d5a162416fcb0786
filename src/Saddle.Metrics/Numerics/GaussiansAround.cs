using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// A mixture of round Gaussians around samples, each with a width of its own, fitted to other samples by descending
/// their mean negative logarithm of the likelihood.
/// </summary>
/// <remarks>
/// As fld's: Adam with a step of 0.5 over batches of 10,000, from widths that suit the nearest sample, for 50 rounds or
/// until five in a row differ by less than 5e-4; while it is fitted, one more Gaussian about the samples' mean bounds
/// what a far sample costs; logarithms of variances stay from -40 to 40. The gradients are written out.
/// </remarks>
internal sealed class GaussiansAround
{
    private const double Step = 0.5;
    private const int Rounds = 50;
    private const long BatchRows = 10_000;
    private const long BlockRows = 2000;
    private const double First = 0.9;
    private const double Second = 0.999;
    private const double Tiny = 1e-8;
    private const double Shrunk = 0.81;
    private const double Nearest = 1e-3;
    private const double Settled = 5e-4;
    private const int SettledRounds = 5;

    private static readonly Operator LogSumExpOperator = new("aten::logsumexp");

    private readonly Tensor _centres;
    private readonly int _width;

    // The logarithm of each Gaussian's variance, and at the end that of the one about the mean.
    private readonly double[] _logs;

    /// <summary>Fits.</summary>
    /// <param name="centres">[m, d], doubles: where the Gaussians are.</param>
    /// <param name="samples">[n, d], doubles: what they are fitted to.</param>
    /// <param name="roundDone">Is told that a round is done.</param>
    /// <exception cref="SettingsException">The memory does not hold the distances of all pairs.</exception>
    public GaussiansAround(Tensor centres, Tensor samples, Action? roundDone = null)
    {
        (_centres, _width) = (centres, (int)centres.Shape[1]);
        WorkingMemory.Require(
            8.0 * samples.Shape[0] * centres.Shape[0],
            FormattableString.Invariant(
                $"the distances of {samples.Shape[0]} samples from {centres.Shape[0]} Gaussians fitted to them need"),
            "fewer samples (-n)");
        using var scope = new TensorScope();
        var mean = samples.Mean([0], keep: true);
        var blocks = Blocks(samples).Select(block => new Block(
            Algebra.SquaredDistances(block, centres), (block - mean).Square().Sum([1], keep: true) * Shrunk)).ToArray();
        var nearest = blocks.Select(block => Algebra.Minimum(block.Distances.Transpose()).Values)
            .Aggregate((p, q) => Tensor.Select(p < q, p, q));
        _logs = [.. nearest.ToDoubles().Select(distance => Math.Log((distance + Nearest) / _width)), 0];
        Fit([.. blocks.Chunk((int)(BatchRows / BlockRows))], roundDone);
    }

    private int Count => _logs.Length - 1;

    /// <summary>How often a fit says that a round is done.</summary>
    public static int RoundCount => Rounds;

    /// <summary>The mean negative logarithm of the likelihood of samples, in nats a dimension.</summary>
    /// <param name="samples">[n, d], doubles.</param>
    public double Loss(Tensor samples)
    {
        using var scope = new TensorScope();
        var logs = Tensor.From<double>(_logs.AsSpan(0, Count), [Count]);
        var sum = 0.0;
        foreach (var block in Blocks(samples))
        {
            using var inner = new TensorScope();
            sum += LogSum(Densities(Algebra.SquaredDistances(block, _centres), logs)).Sum().Item();
        }

        return -sum / (samples.Shape[0] * (double)_width);
    }

    private static IEnumerable<Tensor> Blocks(Tensor samples)
    {
        for (var start = 0L; start < samples.Shape[0]; start += BlockRows)
        {
            yield return samples.Narrow(0, start, Math.Min(BlockRows, samples.Shape[0] - start));
        }
    }

    private static Tensor LogSum(Tensor rows) => LogSumExpOperator.Call(rows, (long[])[1], true);

    // The logarithm of each Gaussian's part of the mixture's density at each sample.
    private Tensor Densities(Tensor distances, Tensor logs) => Log(distances, logs) - Math.Log(Count);

    private Tensor Log(Tensor distances, Tensor logs) =>
        (distances * (Tensor.Exp(-logs) * -0.5)) - ((logs + Math.Log(2 * Math.PI)) * (_width / 2.0));

    // Adam.
    private void Fit(Block[][] batches, Action? roundDone)
    {
        var (first, second, update) = (new double[_logs.Length], new double[_logs.Length], 0);
        var losses = new List<double>();
        while (losses.Count < Rounds && !IsSettled(losses))
        {
            losses.Add(0);
            foreach (var batch in batches)
            {
                update++;
                var (gradient, loss) = Gradient(batch);
                losses[^1] += loss / batches.Length;
                var scale = Math.Sqrt(1 - Math.Pow(Second, update));
                for (var j = 0; j < _logs.Length; j++)
                {
                    first[j] = (First * first[j]) + ((1 - First) * gradient[j]);
                    second[j] = (Second * second[j]) + ((1 - Second) * gradient[j] * gradient[j]);
                    _logs[j] -= Step / (1 - Math.Pow(First, update)) * first[j]
                        / ((Math.Sqrt(second[j]) / scale) + Tiny);
                    _logs[j] = j < Count ? Math.Clamp(_logs[j], -40, 40) : _logs[j];
                }
            }

            roundDone?.Invoke();
        }

        for (var round = losses.Count; round < Rounds; round++)
        {
            roundDone?.Invoke();
        }
    }

    private static bool IsSettled(List<double> losses) => losses.Count > SettledRounds + 1
        && losses.TakeLast(SettledRounds).All(loss => Math.Abs(loss - losses[^1]) < Settled);

    // Of the mean loss of a batch, by the logarithms of the variances; and the loss.
    private (double[] Gradient, double Loss) Gradient(Block[] batch)
    {
        var (gradient, rows, sum) = (new double[_logs.Length], batch.Sum(block => block.Distances.Shape[0]), 0.0);
        foreach (var (distances, fromMean) in batch)
        {
            using var scope = new TensorScope();
            var (logs, about) = (Tensor.From<double>(_logs.AsSpan(0, Count), [Count]), _logs[^1]);
            var (each, one) = (Densities(distances, logs), Log(fromMean, Tensor.From<double>([about], [1])));
            var all = LogSum(Tensor.Concatenate([LogSum(each), one], 1));
            sum -= all.Sum().Item();
            var shares = Tensor.Exp(each - all);
            var weighted = (shares * distances).Sum([0]) * (Tensor.Exp(-logs) * 0.5);
            var slopes = (weighted - (shares.Sum([0]) * (_width / 2.0))).ToDoubles();
            for (var j = 0; j < slopes.Length; j++)
            {
                gradient[j] -= slopes[j] / (rows * (double)_width);
            }

            var ofMean = Tensor.Exp(one - all) * ((fromMean * (0.5 * Math.Exp(-about))) - (_width / 2.0));
            gradient[^1] -= ofMean.Sum().Item() / (rows * (double)_width);
        }

        return (gradient, sum / (rows * (double)_width));
    }

    /// <summary>Some of the samples that the mixture is fitted to.</summary>
    /// <param name="Distances">[rows, m]: their squared distances from the Gaussians' centres.</param>
    /// <param name="FromMean">[rows, 1]: those from the mean, shrunk.</param>
    private sealed record Block(Tensor Distances, Tensor FromMean);
}
