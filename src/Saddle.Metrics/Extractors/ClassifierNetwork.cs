using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>The network of <see cref="TrainedClassifier"/>.</summary>
/// <param name="weights">Its weights by name, and the accuracy that was measured.</param>
internal sealed class ClassifierNetwork(IReadOnlyDictionary<string, Tensor> weights)
{
    /// <summary>The rows and columns of its input.</summary>
    public const int Side = 32;

    /// <summary>The number of features.</summary>
    public const int Width = 128;

    private const int Channels = 16;

    /// <summary>The share of held-out images that it classifies rightly.</summary>
    public double Accuracy => weights["accuracy"].Item();

    /// <summary>The shapes of the weights.</summary>
    /// <param name="classes">The number of classes.</param>
    public static IReadOnlyList<(string Name, long[] Shape)> Shapes(int classes) =>
    [
        ("conv.0.weight", [Channels, 3, 3, 3]), ("conv.0.bias", [Channels]),
        ("conv.1.weight", [2 * Channels, Channels, 3, 3]), ("conv.1.bias", [2 * Channels]),
        ("conv.2.weight", [4 * Channels, 2 * Channels, 3, 3]), ("conv.2.bias", [4 * Channels]),
        ("hidden.weight", [Width, 4 * Channels * 16]), ("hidden.bias", [Width]),
        ("output.weight", [classes, Width]), ("output.bias", [classes]),
    ];

    /// <summary>From images [n, 3, 32, 32] to features and logits.</summary>
    /// <param name="images">The images.</param>
    public Activations Run(Tensor images)
    {
        var x = images;
        for (var layer = 0; layer < 3; layer++)
        {
            var weight = weights[FormattableString.Invariant($"conv.{layer}.weight")];
            var bias = weights[FormattableString.Invariant($"conv.{layer}.bias")];
            x = Layers.MaxPool(Layers.Relu(Layers.Conv2d(x, weight, bias, 1, 1)), 2, 2);
        }

        var features = Layers.Relu(
            Layers.Linear(x.Reshape(x.Shape[0], -1), weights["hidden.weight"], weights["hidden.bias"]));
        return new(features, Layers.Linear(features, weights["output.weight"], weights["output.bias"]));
    }
}
