using Saddle.Data.Families;
using Saddle.Torch;

namespace Saddle.Papers.Che2017;

/// <summary>
/// What is seen in images of drawn digits: the law of <see cref="StackedDigits"/> is known, so the classifier is that
/// law's own posterior, a Gaussian of variance 2 around each digit at each place. Nothing is trained.
/// </summary>
/// <param name="size">The images' rows and columns.</param>
internal sealed class DigitClassifier(int size)
{
    private const int Classes = 10;
    private const double Variance = 2;

    // Halfway between the darkest and the brightest digit.
    private const double Brightness = 0.85;

    private readonly float[] _templates =
    [
        .. StackedDigits.Drawings(size)
            .SelectMany(drawing => drawing.Select(coverage => (float)((2 * Brightness * coverage) - 1))),
    ];

    /// <summary>Logits of each channel's ten digits.</summary>
    /// <param name="images">[n, channels, size, size].</param>
    /// <returns>[n * channels, 10], the channels of an image in order.</returns>
    public Tensor Logits(Tensor images)
    {
        var pixels = images.Reshape(-1, (long)size * size);
        var templates = Tensor.From<float>(_templates, [Classes * StackedDigits.Places, (long)size * size]);
        var distances = pixels.Square().Sum([1]).Reshape(-1, 1)
            + templates.Square().Sum([1])
            - (2 * pixels.MatMul(templates.Transpose()));
        var log = (distances * (-1 / (2 * Variance))).Reshape(-1, Classes, StackedDigits.Places);

        // The logarithm of a sum of exponentials is what log-softmax takes away from each of them.
        return (log.Narrow(2, 0, 1) - Layers.LogSoftmax(log, 2).Narrow(2, 0, 1)).Reshape(-1, Classes);
    }

    /// <summary>The class of each image, its digits read from left to right.</summary>
    /// <param name="images">[n, channels, size, size].</param>
    public int[] Labels(Tensor images)
    {
        using var scope = new TensorScope();
        var digits = Logits(images).ArgMax(1).ToArray<long>();
        var channels = (int)images.Shape[1];
        return
        [
            .. digits.Chunk(channels).Select(stack => (int)stack.Aggregate(0L, (label, digit) => (10 * label) + digit)),
        ];
    }
}
