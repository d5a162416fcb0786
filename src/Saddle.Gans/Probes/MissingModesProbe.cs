using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// Which classes of the data are never generated, by a classifier that is trained on the data; of stacked digits, a
/// thousand classes, it reads one channel at a time. Beside the number that is missing stands the floor: how many are
/// missing among as many real items.
/// </summary>
/// <param name="Samples">The number of generated samples.</param>
/// <param name="Steps">The updates of the classifier, of 64 images each.</param>
/// <remarks>
/// The measure of stacked MNIST: Metz et al. 2017, arXiv:1611.02163, section 3.3; Che et al. 2017, arXiv:1612.02136,
/// section 4.2; Lin et al. 2018 (PacGAN), arXiv:1712.04086, which take 26,000 samples. The divergence is
/// KL(generated shares || the data's), in nats. The classifier is this program's own, the same for all, so that
/// figures of other programs stand beside others; its accuracy on items that it did not learn from is told: one
/// mistaken sample in a mode makes the mode count as found.
/// </remarks>
/// <example><code>saddle probe runs/stacked-mnist missing-modes --set samples=26000</code></example>
[Entry(
    "missing-modes",
    "which classes of the data are never generated, by a classifier of the data",
    @"\#\{y : \hat p(C(G(z)) = y) = 0\},\quad \mathrm{KL}(\hat p \,\|\, p^*)",
    "Metz et al. 2017 (arXiv:1611.02163), section 3.3; Che et al. 2017 (arXiv:1612.02136), section 4.2")]
public sealed record MissingModesProbe(
    [Parameter("the number of generated samples", Min = 10, Max = 10_000_000)] int Samples = 10_000,
    [Parameter("the updates of the classifier", Min = 1, Max = 1_000_000)] int Steps = 1000) : Probe
{
    private const string Stream = "missing-modes";
    private const int Batch = 64;
    private const int Tested = 2000;
    private const int Chunk = 500;
    private const long MostLabels = 1_000_000;

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Items is ILabelled { Classes.Count: > 1 } ? null : "the data have no classes";
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        using var held = HeldOut.Of(at);
        var labelled = (ILabelled)at.Items;
        var stack = new Stack(labelled.Stacked, labelled.Classes.Count);
        var classifier = Classifier.Trained(
            stack.Part(at.Items.Shape), stack.Each, at.Seed, Steps, i => stack.Apart(held.Training(i * Batch, Batch)));
        var (samples, labels) = stack.Apart(held.Test(0, Tested));
        var right = Classifier.Right(classifier.Logits(samples), labels);
        var (real, drawn, floor) = (Shares(at.Items), Drawn(at, classifier, stack), Among(at.Items, at.Seed));
        var (accuracy, modes) = (right.Count(r => r) / (double)right.Length, real.Count(share => share > 0));
        var missing = real.Zip(drawn).Count(pair => pair is { First: > 0, Second: 0 });
        var divergence = real
            .Zip(drawn, (p, n) => n == 0 || p == 0 ? 0 : (double)n / Samples * Math.Log(n / p / Samples))
            .Sum();
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{missing} of {modes} classes are never generated in {Samples} samples (among as many real items "
                + $"{modes - floor} are missing); the classifier tells {accuracy:P1} of what it did not learn from"),
            [
                ("missing", missing),
                ("missing/floor", modes - floor),
                ("modes", modes),
                ("divergence", divergence),
                ("classifier-accuracy", accuracy),
            ])
        {
            Note = held.Note,
        };
    }

    // How often each class is generated.
    private int[] Drawn(Snapshot at, Classifier classifier, Stack stack)
    {
        var drawn = new int[stack.Classes];
        for (var first = 0; first < Samples; first += Chunk)
        {
            using var scope = new TensorScope();
            var input = at.Game.Latent(at.Key(Stream, first), Math.Min(Chunk, Samples - first));
            var made = at.Game.Generate(at.Generator, input).To("cpu", DType.Float32);
            foreach (var label in stack.Together(classifier.Logits(stack.Apart(made))))
            {
                drawn[label]++;
            }
        }

        return drawn;
    }

    // How many classes there are among as many real items.
    private int Among(IItems items, ulong seed)
    {
        var (labelled, order) = ((ILabelled)items, new Shuffle(seed, Counted(items)));
        return Enumerable.Range(0, Samples).Select(i => labelled.Label(order[i])).Distinct().Count();
    }

    private static double[] Shares(IItems items)
    {
        var (labelled, count) = ((ILabelled)items, Counted(items));
        var shares = new double[labelled.Classes.Count];
        for (var i = 0L; i < count; i++)
        {
            shares[labelled.Label(i)] += 1.0 / count;
        }

        return shares;
    }

    private static long Counted(IItems items) => Math.Min(items.Count ?? long.MaxValue, MostLabels);

    /// <summary>Items of several channels, each an image of its own.</summary>
    /// <param name="Channels">How many; 1 for items that are no stack.</param>
    /// <param name="Classes">The classes of an item.</param>
    private sealed record Stack(int Channels, int Classes)
    {
        /// <summary>The classes of a channel.</summary>
        public int Each { get; } = (int)Math.Round(Math.Pow(Classes, 1.0 / Channels));

        /// <summary>The shape of what the classifier sees.</summary>
        public IReadOnlyList<int> Part(IReadOnlyList<int> item) => Channels == 1 ? item : [1, .. item.Skip(1)];

        /// <summary>Channel by channel, item after item.</summary>
        public Tensor Apart(Tensor samples) =>
            Channels == 1 ? samples : samples.Reshape(-1, 1, samples.Shape[2], samples.Shape[3]);

        /// <summary>The same, with the classes.</summary>
        public (Tensor Samples, Tensor Labels) Apart((Tensor Samples, Tensor Labels) items)
        {
            var digits = items.Labels.ToArray<long>()
                .SelectMany(label => Enumerable.Range(1, Channels)
                    .Select(c => label / (long)Math.Pow(Each, Channels - c) % Each))
                .ToArray();
            return (Apart(items.Samples), Tensor.From<long>(digits, [digits.Length]));
        }

        /// <summary>The items' classes, of the logits of their channels.</summary>
        public IEnumerable<int> Together(Tensor logits) => logits.ArgMax(1).ToArray<long>()
            .Chunk(Channels)
            .Select(digits => (int)digits.Aggregate(0L, (label, digit) => (label * Each) + digit));
    }
}
