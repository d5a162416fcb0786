using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// Whether a generator makes the class that it is asked for, and all of it. A classifier is trained on generated
/// samples and asked about real ones that nobody has learnt from (GAN-train: low where a class is wrong or narrow); one
/// trained on real samples is asked about generated ones (GAN-test, the agreement: 1 / K where the class is ignored).
/// Beside them the second classifier's accuracy on the same real samples, and the Frechet distance of its logits class
/// by class, with that between two sets of real samples as the floor.
/// </summary>
/// <param name="Steps">The updates of each classifier, of 64 samples each.</param>
/// <param name="Samples">The number of samples that each figure is of.</param>
/// <remarks>
/// Shmelkov, Schmid, Alahari 2018, arXiv:1807.09499; the first is the classification accuracy score of Ravuri and
/// Vinyals 2019, arXiv:1905.10887. Intra-class distances: Miyato and Koyama 2018, arXiv:1802.05637, there on
/// Inception's features. A distance of few samples is too large: compare it with the floor alone. Both classifiers are
/// those of this program, the same, so that figures of other programs stand beside others. Held-out samples are the
/// published test split, items of a drawn set that are drawn anew, or else the last fifth of the data.
/// </remarks>
[Entry(
    "class-accuracy",
    "is the class made that was asked for, and all of it: classifiers of generated and of real samples",
    @"P_{(x, y)}(C_G(x) = y),\quad P_{z, y}(C_R(G(z, y)) = y),\quad \tfrac1K \sum_y d_F^2(C_R(x|y), C_R(G(z, y)))",
    "Shmelkov, Schmid and Alahari 2018 (arXiv:1807.09499); Ravuri and Vinyals 2019 (arXiv:1905.10887)")]
public sealed record ClassAccuracyProbe(
    [Parameter("the updates of each classifier", Min = 1, Max = 1_000_000)] int Steps = 1000,
    [Parameter("the number of samples that each figure is of", Min = 50, Max = 1_000_000)]
    int Samples = 2000) : Probe
{
    private const string Stream = "class-accuracy";
    private const int Batch = 64;

    // Evaluations of the three uses of random samples, apart.
    private const long Learning = 0;
    private const long Judging = 1L << 32;

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Items is not ILabelled ? "the data have no classes"
            : !at.Game.AsksForClasses ? "the generator is not asked for a class"
            : null;
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        using var held = HeldOut.Of(at);
        var (shape, classes) = (at.Items.Shape, ((ILabelled)at.Items).Classes.Count);
        var byGenerated = Classifier.Trained(shape, classes, at.Seed, Steps, i => Generated(at, Learning + i, Batch));
        var byReal = Classifier.Trained(shape, classes, at.Seed, Steps, i => held.Training((long)i * Batch, Batch));
        var (real, labels) = held.Test(0, Samples);
        var (generated, asked) = Generated(at, Judging, Samples);
        var logits = (Real: byReal.Logits(real), Generated: byReal.Logits(generated));
        var train = Share(Classifier.Right(byGenerated.Logits(real), labels));
        var (test, best) = (Classifier.Right(logits.Generated, asked), Share(Classifier.Right(logits.Real, labels)));
        var least = asked.ToArray<long>()
            .Zip(test)
            .GroupBy(pair => pair.First)
            .Min(of => Share([.. of.Select(p => p.Second)]));
        var (other, otherLabels) = held.Test(Samples, Samples);
        var (intra, floor) = (
            Intra(logits.Real, labels, logits.Generated, asked, classes),
            Intra(logits.Real, labels, byReal.Logits(other), otherLabels, classes));
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a classifier that saw generated samples alone tells {train:P1} of real ones that nobody learnt from "
                + $"(one of real samples {best:P1}); {Share(test):P1} of the generated samples are taken for the class "
                + $"that was asked for (by chance {1.0 / classes:P1}), of the worst class {least:P1}"),
            [
                ("gan-train", train),
                ("real-train", best),
                ("gan-test", Share(test)),
                ("gan-test/least", least),
                ("chance", 1.0 / classes),
                ("intra-class-distance", intra),
                ("intra-class-distance/floor", floor),
            ])
        {
            Note = held.Note,
        };
    }

    private static (Tensor Samples, Tensor Labels) Generated(Snapshot at, long index, int count)
    {
        var input = at.Game.Latent(at.Key(Stream, index), count);
        var made = at.Game.Generate(at.Generator, input).To("cpu", DType.Float32);
        return (made, input.Condition!.Values.To("cpu", DType.Int64));
    }

    private static double Share(bool[] right) => right.Count(r => r) / (double)right.Length;

    // The mean over the classes that both sides have two samples of; NaN where there is none.
    private static double Intra(Tensor real, Tensor labels, Tensor generated, Tensor asked, int classes)
    {
        var (one, other) = (ByClass(real, labels), ByClass(generated, asked));
        var distances = Enumerable.Range(0, classes)
            .Where(y => one.ContainsKey(y) && other.ContainsKey(y))
            .Select(y => Frechet.Distance(one[y], other[y], ddof: 1))
            .ToList();
        return distances.Count == 0 ? double.NaN : distances.Average();
    }

    private static Dictionary<int, Tensor> ByClass(Tensor logits, Tensor labels)
    {
        var (rows, width) = (logits.ToDoubles().Chunk((int)logits.Shape[1]).ToList(), logits.Shape[1]);
        return labels.ToArray<long>()
            .Select((y, i) => (Label: (int)y, Row: rows[i]))
            .GroupBy(entry => entry.Label)
            .Where(of => of.Count() > 1)
            .ToDictionary(
                of => of.Key,
                of => Tensor.From<double>([.. of.SelectMany(entry => entry.Row)], [of.Count(), width]));
    }
}
