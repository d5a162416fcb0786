using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Dynamics;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>Trains a <see cref="ClassifierNetwork"/> on the cross-entropy.</summary>
/// <param name="images">The images.</param>
/// <param name="labels">Their labels.</param>
/// <param name="seed">The seed of the weights and of the order.</param>
internal sealed class ClassifierTraining(IImages images, ILabelled labels, ulong seed)
{
    private const int Batch = 128;
    private const double Rate = 2e-3;

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
        var descent = new Descent([.. shapes.Select((shape, i) => Start(shape.Shape, i))], steps, Rate);
        descent.Run((weights, step) => Loss(shapes, weights, step), done =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(done);
        });
        var trained = Named(shapes, descent.Weights);
        trained["accuracy"] = Tensor.From<double>([Accuracy(new ClassifierNetwork(trained), cancellation)], [1]);
        return trained.ToDictionary(pair => pair.Key, pair => scope.Keep(pair.Value), StringComparer.Ordinal);
    }

    private Tensor Start(long[] shape, int number) =>
        shape.Length > 1 ? RandomNormals.Weight(seed, number, shape) : Tensor.Zeros(shape);

    private Tensor Loss(IReadOnlyList<(string Name, long[] Shape)> shapes, Tensor[] weights, long step)
    {
        var (pixels, targets) = Read(Enumerable.Range(0, Batch).Select(i => Chosen((step * Batch) + i)));
        var log = Layers.LogSoftmax(new ClassifierNetwork(Named(shapes, weights)).Run(pixels).Logits!.Value, 1);
        return -1.0 / Batch * (log * targets).Sum();
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
        Pieces.Each(numbers.Length, i =>
        {
            var size = 3 * side * side;
            Resize.Clean.Apply(images.Read(numbers[i]).ToRgb(), side, side, pixels.AsSpan(i * size, size));
            targets[(i * classes) + labels.Label(numbers[i])] = 1;
        });
        return (
            PixelRange.Signed.Apply(Tensor.From<float>(pixels, [numbers.Length, 3, side, side])),
            Tensor.From<float>(targets, [numbers.Length, classes]));
    }

    private static Dictionary<string, Tensor> Named(
        IReadOnlyList<(string Name, long[] Shape)> shapes, Tensor[] weights) =>
        shapes.Zip(weights).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
}
