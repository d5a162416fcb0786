using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics.Reading;

/// <summary>
/// What is gathered from features in one pass: moments, in constant memory; and the features and logits themselves only
/// where they are needed, or where there are fewer of them than dimensions, so that a covariance would be the larger.
/// </summary>
/// <param name="name">Where they are from.</param>
/// <param name="needs">What is needed.</param>
/// <param name="count">How many there will be.</param>
internal sealed class Collected(string name, Needs needs, long count)
{
    private Tensor? _features;
    private Tensor? _logits;
    private FeatureMoments? _moments;

    /// <summary>Takes a batch in.</summary>
    /// <param name="first">The number of its first.</param>
    /// <param name="features">[n, d].</param>
    /// <param name="logits">[n, classes], if there are any.</param>
    public void Add(long first, Tensor features, Tensor? logits)
    {
        if (features.Shape.Length != 2)
        {
            throw new SettingsException(
                $"{name}: the extractor makes features of the shape [{string.Join(", ", features.Shape.ToArray())}]; "
                + "expected [n, d], a row for each image");
        }

        if (!features.IsFinite())
        {
            throw new SettingsException(
                $"{name}: a feature of images {first} to {first + features.Shape[0] - 1} is NaN or infinite; "
                + "the network does not take such pixels, or its weights are damaged");
        }

        if (KeepsFeatures(features.Shape[1]))
        {
            Put(ref _features, first, features);
        }
        else if (needs.HasFlag(Needs.Moments))
        {
            var before = _moments;
            _moments = FeatureMoments.Add(before, features);
            TensorScope.Release(_moments.Mean);
            TensorScope.Release(_moments.Scatter);
            if (before is not null)
            {
                TensorScope.Free(before.Mean);
                TensorScope.Free(before.Scatter);
            }
        }

        if (needs.HasFlag(Needs.Logits))
        {
            Put(
                ref _logits,
                first,
                logits
                    ?? throw new SettingsException(
                        "the metric needs a classifier's logits, and this extractor has none; "
                        + "expected --extractor inception, classifier, or a TorchScript module with two outputs"));
        }
    }

    /// <summary>The side that was gathered.</summary>
    public Side Side() => new(name) { Features = _features, Logits = _logits, Moments = _moments };

    /// <summary>What was gathered, by name, to be kept.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors()
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        void Put(string key, Tensor? tensor)
        {
            if (tensor is { } there)
            {
                tensors.Add(key, there);
            }
        }

        Put("features", _features);
        Put("logits", _logits);
        Put("mean", _moments?.Mean);
        Put("scatter", _moments?.Scatter);
        return tensors;
    }

    /// <summary>The side that was kept; null where it has not all that is needed.</summary>
    /// <param name="tensors">What was kept.</param>
    public Side? Restore(IReadOnlyDictionary<string, Tensor> tensors)
    {
        Tensor? Kept(string key) => tensors.TryGetValue(key, out var tensor) ? tensor : null;

        var side = new Side(name)
        {
            Features = Kept("features"),
            Logits = Kept("logits"),
            Moments = Kept("mean") is { } mean && Kept("scatter") is { } scatter ? new(count, mean, scatter) : null,
        };
        var lacks = (needs.HasFlag(Needs.Features) && side.Features is null)
            || (needs.HasFlag(Needs.Moments) && side.Moments is null && side.Features is null)
            || (needs.HasFlag(Needs.Logits) && side.Logits is null);
        return lacks ? null : side;
    }

    private bool KeepsFeatures(long width) =>
        needs.HasFlag(Needs.Features) || (needs.HasFlag(Needs.Moments) && count <= width);

    private void Put(ref Tensor? all, long first, Tensor batch)
    {
        all ??= TensorScope.Release(Tensor.Zeros([count, batch.Shape[1]]));
        Algebra.CopyInto(all.Value.Narrow(0, first, batch.Shape[0]), batch);
    }
}
