using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Missing modes by a third discriminator: it learns to tell one half of the reference from the generated samples,
/// through noise, and then sees the other half. Where it is sure that a sample is real, nothing that is generated is
/// near it.
/// </summary>
/// <param name="Noise">The standard deviation of the noise on its input, in those of the reference's features.</param>
/// <param name="Threshold">How sure it must be: a probability.</param>
/// <param name="Steps">The number of its updates.</param>
/// <param name="Width">The units of each of its two hidden layers.</param>
/// <remarks>
/// Both sides weigh the same in training, so that it says 1/2 where as much is generated as there should be. The
/// paper's discriminator sees pixels through convolutions; this one sees features, of pixels if you choose that
/// extractor.
/// </remarks>
[Entry(
    "missing-modes",
    "share of the reference near which nothing is generated, by a third discriminator",
    @"\mathbb{P}_x(D^*(x + \epsilon) > t),\quad "
    + @"D^* = \arg\max \mathbb{E} \log D^*(x + \epsilon) + \mathbb{E} \log(1 - D^*(G(z) + \epsilon))",
    "Che, Li, Jacob, Bengio, Li 2017 (arXiv:1612.02136), the estimation of missing modes on CelebA")]
public sealed record MissingModes(
    [Parameter("the noise's standard deviation, in those of the reference's features", Min = 0, Max = 100)]
    double Noise = 0.3,
    [Parameter("how sure it must be", Min = 0.5, Max = 1)] double Threshold = 0.9,
    [Parameter("the number of its updates", Min = 1, Max = 1_000_000)] int Steps = 500,
    [Parameter("the units of each of its two hidden layers", Min = 1, Max = 65536)] int Width = 128) : Metric
{
    private const int Batch = 128;
    private const long Least = 20;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, Least);
        using var scope = new TensorScope();
        var (mean, deviation) = (x.Mean([0]), Tensor.Sqrt(x.Variance([0], unbiased: false)));
        Tensor Scaled(Tensor rows) =>
            ((rows - mean) / Tensor.Select(deviation > 0.0, deviation, 1.0)).Cast(DType.Float32);

        var (half, count) = (x.Shape[0] / 2, x.Shape[0]);
        Tensor Part(long size, long skip) =>
            Scaled(x.IndexSelect(0, Tensor.From<long>(Subsets.Choose(how.Seed, count, 0, size, skip), [size])));

        var (seen, held) = (Part(half, 0), Part(count - half, half));
        var weights = Learn(seen, Scaled(y), how);
        using var recording = Autograd.NoGradient();
        var scores = Scores(held + Noises(held, how.Seed, -1), weights).ToDoubles();
        var sure = scores.Count(score => 1 / (1 + Math.Exp(-score)) > Threshold);
        return new(
            new MetricFigure("missing_modes", (double)sure / held.Shape[0]),
            new MetricFigure("held_out", held.Shape[0]));
    }

    private Tensor[] Learn(Tensor real, Tensor generated, MeasuringSettings how)
    {
        long width = real.Shape[1];
        var descent = new Descent(
        [
            RandomNormals.Weight(how.Seed, 0, Width, width), Tensor.Zeros([Width]),
            RandomNormals.Weight(how.Seed, 1, Width, Width), Tensor.Zeros([Width]),
            RandomNormals.Weight(how.Seed, 2, 1, Width), Tensor.Zeros([1]),
        ], Steps, 2e-3);
        descent.Run(
            (weights, step) => Loss(weights, Drawn(real, how.Seed, 2L * step), 1)
                + Loss(weights, Drawn(generated, how.Seed, (2L * step) + 1), -1),
            how.Done);
        return descent.Weights;
    }

    private Tensor Drawn(Tensor rows, ulong seed, long number)
    {
        var chosen = Subsets.Draw(rows, seed, number, Math.Min(Batch, rows.Shape[0]));
        return chosen + Noises(chosen, seed, number);
    }

    // Numbers from 3 on: those before are the weights'.
    private Tensor Noises(Tensor rows, ulong seed, long number) =>
        RandomNormals.Draw(seed, number + 4, Noise, rows.Shape);

    private static Tensor Scores(Tensor rows, Tensor[] weights)
    {
        var first = Layers.Relu(Layers.Linear(rows, weights[0], weights[1]));
        return Layers.Linear(Layers.Relu(Layers.Linear(first, weights[2], weights[3])), weights[4], weights[5]);
    }

    // -log of the probability of the right answer; sign is 1 for real, -1 for generated.
    private static Tensor Loss(Tensor[] weights, Tensor rows, int sign) =>
        Tensor.Softplus(-sign * Scores(rows, weights)).Mean();
}
