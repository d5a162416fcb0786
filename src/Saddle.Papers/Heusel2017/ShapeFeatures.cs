using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Saddle.Torch;

namespace Saddle.Papers.Heusel2017;

/// <summary>
/// The features of a classifier of grey shapes, which stand for those of FID-Inception: it is trained on other images
/// than any GAN has seen, the same for all runs.
/// </summary>
internal sealed class ShapeFeatures
{
    /// <summary>The rows and columns of the images.</summary>
    public const int Size = 16;

    private const int Batch = 500;

    private readonly FeatureNetwork _network;

    /// <summary>Trains the classifier.</summary>
    /// <param name="setting">How thoroughly, and what stops it.</param>
    public ShapeFeatures(ClaimSetting setting)
    {
        var (learnt, steps) = Training(setting);
        using var shapes = new Shapes(learnt, Size, Grey: true).Open(new("."), ulong.MaxValue);
        _network = new TrainedClassifier(Steps: steps).Open(new(Protocol.Known[0], new("."))
        {
            Reference = ((IPictured)shapes).Images,
            Cancellation = setting.Cancellation,
        });
    }

    /// <summary>How the features are called among a claim's settings.</summary>
    /// <param name="setting">How thoroughly.</param>
    public static string Name(ClaimSetting setting)
    {
        var (learnt, steps) = Training(setting);
        return $"128, of a classifier of the shapes that is trained on {learnt.Text()} others for {steps.Text()} steps";
    }

    /// <summary>Features, [n, 128].</summary>
    /// <param name="images">[n, 1, 16, 16], in [-1, 1].</param>
    public Tensor Of(Tensor images)
    {
        using var recording = Autograd.NoGradient();
        var count = images.Shape[0];
        var parts = new List<Tensor>();
        for (var first = 0L; first < count; first += Batch)
        {
            using var scope = new TensorScope();
            var part = images.Narrow(0, first, Math.Min(Batch, count - first));
            var large = Layers.ResizeBilinear(part, _network.Side, _network.Side);
            parts.Add(scope.Keep(_network.Run(Tensor.Concatenate([large, large, large], 1)).Features));
        }

        return Tensor.Concatenate([.. parts]);
    }

    private static (int Learnt, int Steps) Training(ClaimSetting setting) =>
        setting.Full ? (20_000, 2000) : (5000, 500);
}
