using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// A small convolutional classifier that is trained here, on a labelled data set: features are its last hidden layer,
/// logits its classes. A tenth of the images is held out, and its accuracy on them is part of the protocol.
/// </summary>
/// <param name="Data">
/// The data set to learn, such as mnist or cifar10; empty for the reference, which then must be labelled.
/// </param>
/// <param name="Steps">The number of updates.</param>
/// <param name="Seed">The seed of the weights and of the order of the images.</param>
/// <remarks>
/// Three 3 x 3 convolutions on 32 x 32 pixels, each followed by rectification and a maximum over 2 x 2, and two dense
/// layers; Adam, batches of 128.
/// </remarks>
[Entry(
    "classifier",
    "a small classifier, trained here on a labelled data set",
    @"f = \mathrm{relu}(W h(x)) \in \mathbb{R}^{128}",
    "scores by a classifier of the data set itself: Che et al. 2017 (arXiv:1612.02136), section 4.2.1")]
public sealed record TrainedClassifier(
    [Parameter("the data set to learn; empty: the reference, which must be labelled")] string Data = "",
    [Parameter("the number of updates", Min = 1, Max = 1_000_000)] int Steps = 1000,
    [Parameter("the seed of the weights and of the order of the images", Min = 0)] int Seed = 1) : Extractor
{
    /// <inheritdoc/>
    public override FeatureNetwork Open(ExtractorContext where)
    {
        ArgumentNullException.ThrowIfNull(where);
        if (Data.Length == 0)
        {
            return Open(where.Reference, "the reference", where);
        }

        using var items = Spec.Parse<DataSet>(Data).Open(where.Data, 1);
        return Open((items as IPictured)?.Images, Data, where);
    }

    private FeatureNetwork Open(IImages? images, string name, ExtractorContext where)
    {
        if (images is not ILabelled { Classes.Count: > 1 } labels)
        {
            throw new SettingsException(
                $"classifier: {name} has no images with labels to learn from; "
                + "expected --extractor classifier:data=NAME with a labelled data set, such as mnist or cifar10");
        }

        var content = where.Progress.Show(
            $"reading {name}", progress => ContentHash.Of(images, progress, where.Cancellation));
        var key = MetricCache.Key(
            "classifier 1", ToString(), TorchRuntime.Version, content, ContentHash.Of(labels, images.Count));
        var weights = where.Cache?.Find(key);
        if (weights is null)
        {
            var training = new ClassifierTraining(images, labels, (ulong)Seed);
            weights = where.Progress.Show(
                "training the classifier", progress => training.Run(Steps, progress, where.Cancellation));
            where.Cache?.Store(key, weights);
        }

        var network = new ClassifierNetwork(
            weights.ToDictionary(
                w => w.Key, w => TensorScope.Release(w.Value.To(where.Device, DType.Float32)), StringComparer.Ordinal));
        return new(ClassifierNetwork.Side, PixelRange.Signed, network.Run,
        [
            new("classifier_data", name),
            new("classifier_key", key[..16]),
            new("classifier_accuracy", network.Accuracy.ToString("F4", CultureInfo.InvariantCulture)),
        ]);
    }
}
