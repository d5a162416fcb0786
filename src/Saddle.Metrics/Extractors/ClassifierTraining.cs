using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>Trains a <see cref="ClassifierNetwork"/>: Adam on the cross-entropy, with a step that falls to zero.</summary>
/// <param name="images">The images.</param>
/// <param name="labels">Their labels.</param>
/// <param name="seed">The seed of the weights and of the order.</param>
internal sealed class ClassifierTraining(IImages images, ILabelled labels, ulong seed)
{
    private const int Batch = 128;
    private const double Step = 2e-3;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;

    private readonly Shuffle _order = new(seed, images.Count);
    private readonly int _heldOut = (int)Math.Min(images.Count / 10, 5000);

    /// <summary>Trains, then measures the accuracy on what was held out.</summary>
    /// <param name="steps">The number of updates.</param>
    /// <param name="progress">Is told the share done.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>The weights, and the accuracy.</returns>
    public Dictionary<string, Tensor> Run(int steps, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var scope = new TensorScope();
        var shapes = ClassifierNetwork.Shapes(labels.Classes.Count);
        var weights = shapes.Select((shape, i) => Start(shape.Shape, i)).ToArray();
        var moments = shapes.Select(shape => (First: Tensor.Zeros(shape.Shape), Second: Tensor.Zeros(shape.Shape))).ToArray();
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var gradients = Gradients(shapes, weights, step);
            var eta = Step * (1 - ((double)step / steps)) * Math.Sqrt(1 - Math.Pow(Beta2, step + 1)) / (1 - Math.Pow(Beta1, step + 1));
            for (var i = 0; i < weights.Length; i++)
            {
                moments[i] = ((Beta1 * moments[i].First) + ((1 - Beta1) * gradients[i]), (Beta2 * moments[i].Second) + ((1 - Beta2) * gradients[i].Square()));
                weights[i] -= eta * moments[i].First / (Tensor.Sqrt(moments[i].Second) + 1e-8);
            }

            scope.Sweep([.. weights, .. moments.Select(m => m.First), .. moments.Select(m => m.Second)]);
            progress?.Report((step + 1.0) / steps);
        }

        var trained = Named(shapes, weights);
        trained["accuracy"] = Tensor.From<double>([Accuracy(new ClassifierNetwork(trained), cancellation)], [1]);
        return trained.ToDictionary(pair => pair.Key, pair => scope.Keep(pair.Value), StringComparer.Ordinal);
    }

    private Tensor[] Gradients(IReadOnlyList<(string Name, long[] Shape)> shapes, Tensor[] weights, long step)
    {
        using var recording = Autograd.WithGradient();
        Tensor[] leaves = [.. weights.Select(weight => weight.AsLeaf())];
        var (pixels, targets) = Read(Enumerable.Range(0, Batch).Select(i => Chosen((step * Batch) + i)));
        var log = Layers.LogSoftmax(new ClassifierNetwork(Named(shapes, leaves)).Run(pixels).Logits!.Value, 1);
        return Autograd.Gradient(-1.0 / Batch * (log * targets).Sum(), leaves);
    }

    // Epoch by epoch, each in an order of its own, over the images that come after those held out in the first order.
    private long Chosen(long position)
    {
        var left = images.Count - _heldOut;
        var epoch = new Shuffle(seed + 1, left);
        return _order.At(0, _heldOut + epoch.At(position / left, position % left));
    }

    private double Accuracy(ClassifierNetwork network, CancellationToken cancellation)
    {
        using var recording = Autograd.NoGradient();
        var right = 0L;
        foreach (var chunk in Enumerable.Range(0, _heldOut).Select(i => _order.At(0, i)).Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            var guesses = network.Run(Read(chunk).Pixels).Logits!.Value.ArgMax(1).ToArray<long>();
            right += guesses.Zip(chunk).Count(pair => pair.First == labels.Label(pair.Second));
        }

        return _heldOut > 0 ? (double)right / _heldOut : double.NaN;
    }

    private (Tensor Pixels, Tensor Targets) Read(IEnumerable<long> chosen)
    {
        var numbers = chosen.ToArray();
        var (side, classes) = (ClassifierNetwork.Side, labels.Classes.Count);
        var pixels = new float[numbers.Length * 3 * side * side];
        var targets = new float[numbers.Length * classes];
        Parallel.For(0, numbers.Length, i =>
        {
            Resize.Clean.Apply(images.Read(numbers[i]).ToRgb(), side, side, pixels.AsSpan(i * 3 * side * side, 3 * side * side));
            targets[(i * classes) + labels.Label(numbers[i])] = 1;
        });
        return (PixelRange.Signed.Of(Tensor.From<float>(pixels, [numbers.Length, 3, side, side])), Tensor.From<float>(targets, [numbers.Length, classes]));
    }

    // He's law for weights; biases at 0.
    private Tensor Start(long[] shape, int number)
    {
        var values = new float[shape.Aggregate(1L, (product, length) => product * length)];
        var random = new Philox(seed, number, Purpose.Settings);
        var deviation = Math.Sqrt(2.0 * shape[0] / values.Length);
        for (var i = 0; i < values.Length && shape.Length > 1; i++)
        {
            values[i] = (float)(deviation * Normal.Quantile(random.Uniform() + (0.5 / 9007199254740992.0)));
        }

        return Tensor.From<float>(values, shape);
    }

    private static Dictionary<string, Tensor> Named(IReadOnlyList<(string Name, long[] Shape)> shapes, Tensor[] weights) =>
        shapes.Zip(weights).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
}
