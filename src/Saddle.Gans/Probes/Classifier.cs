using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// A network that tells classes: of square images the convolutional discriminator of <see cref="Dcgan"/> with as many
/// outputs as there are classes, of anything else <see cref="Mlp"/>'s. Trained by Adam on the cross entropy.
/// </summary>
internal sealed class Classifier
{
    private const double Eta = 1e-3;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private const int Chunk = 250;

    private readonly PlayerNetwork _network;
    private readonly int _classes;
    private Tensor _weights;

    private Classifier(IReadOnlyList<int> item, int classes, ulong seed, string device)
    {
        var blueprint = new Blueprint();
        Network network = item is [_, var height, var width] && height == width
            ? new Dcgan(Width: 16)
            : new Mlp(Width: 128, Slope: 0.2);
        _classes = classes;
        _network = new(blueprint, network.Discriminator(blueprint, item, classes));
        _weights = _network.Start(seed, 0, DType.Float32, device);
    }

    /// <summary>Trains one; within a <see cref="TensorScope"/>.</summary>
    /// <param name="item">The shape of an item.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="seed">The seed of the weights before training.</param>
    /// <param name="steps">The number of updates.</param>
    /// <param name="batch">Samples and their classes for an update, by its number.</param>
    public static Classifier Trained(
        IReadOnlyList<int> item, int classes, ulong seed, int steps, Func<int, (Tensor Samples, Tensor Labels)> batch)
    {
        using var scope = new TensorScope();
        var classifier = new Classifier(item, classes, seed, batch(0).Samples.Device);
        var (mean, square) = (0 * classifier._weights, 0 * classifier._weights);
        Tensor[] kept = [];
        for (var i = 0; i < steps; i++)
        {
            var (samples, labels) = batch(i);
            var gradient = classifier.Gradient(samples, labels);
            mean = (Beta1 * mean) + ((1 - Beta1) * gradient);
            square = (Beta2 * square) + ((1 - Beta2) * gradient.Square());
            var (m, v) = (mean / (1 - Math.Pow(Beta1, i + 1)), square / (1 - Math.Pow(Beta2, i + 1)));
            classifier._weights -= Eta * m / (Tensor.Sqrt(v) + Epsilon);
            kept = [classifier._weights, mean, square];
            scope.Sweep(kept);
        }

        classifier._weights = TensorScope.Release(classifier._weights);
        return classifier;
    }

    /// <summary>The logits of samples, [n, classes], with the running statistics of normalisation.</summary>
    /// <param name="samples">[n, item...].</param>
    public Tensor Logits(Tensor samples)
    {
        using var recording = Autograd.NoGradient();
        var pass = new Pass(_network.Unflatten(_weights, differentiable: false), _network.Buffers, training: false);
        var parts = new List<Tensor>();
        for (var first = 0L; first < samples.Shape[0]; first += Chunk)
        {
            parts.Add(_network.Layer(pass, samples.Narrow(0, first, Math.Min(Chunk, samples.Shape[0] - first))));
        }

        return Tensor.Concatenate([.. parts]);
    }

    /// <summary>Whether each sample is put into its class.</summary>
    /// <param name="logits">[n, classes].</param>
    /// <param name="labels">[n].</param>
    public static bool[] Right(Tensor logits, Tensor labels) =>
        [.. logits.ArgMax(1).ToArray<long>().Zip(labels.ToArray<long>(), (said, asked) => said == asked)];

    private Tensor Gradient(Tensor samples, Tensor labels)
    {
        var leaves = _network.Unflatten(_weights, differentiable: true);
        var pass = new Pass(leaves, _network.Buffers, training: true);
        var logits = _network.Layer(pass, samples);
        var loss = -(Layers.LogSoftmax(logits, 1) * Layers.OneHot(labels, _classes).Cast(logits.DType)).Sum()
            / samples.Shape[0];
        var gradient = _network.Flatten(Autograd.Gradient(loss, leaves), _weights);
        _network.Restore(pass.Buffers);
        return gradient.Detach();
    }
}
