using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// One of the two sides that a metric compares, the reference or the generated samples, in as much detail as is known:
/// statistics alone, features, logits, texts.
/// </summary>
/// <param name="Name">Where it is from, for messages and protocols.</param>
public sealed record Side(string Name)
{
    /// <summary>The features, [n, d], singles or doubles; null where they were not kept.</summary>
    public Tensor? Features { get; init; }

    /// <summary>The logits of a classifier, [n, classes]; null where there are none.</summary>
    public Tensor? Logits { get; init; }

    /// <summary>The moments of the features; null where they were not gathered.</summary>
    public FeatureMoments? Moments { get; init; }

    /// <summary>Mean and covariance as they were stored; null where the side is not of stored statistics.</summary>
    public FeatureStatistics? Stored { get; init; }

    /// <summary>Texts, each a row of token numbers; null where the side is no text.</summary>
    public IReadOnlyList<int[]>? Texts { get; init; }

    /// <summary>The mixture that the samples are meant to come from; null where none is known.</summary>
    public IModes? Modes { get; init; }

    /// <summary>How the features were made; null where that is not known, or no extractor made them.</summary>
    public Reading.Origin? Origin { get; init; }

    /// <summary>What a reader of figures must know of this side, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The number of samples; null where it is not known.</summary>
    public long? Count => Features?.Shape[0] ?? Moments?.Count ?? Texts?.Count ?? Logits?.Shape[0] ?? Stored?.Count;

    /// <summary>The number of dimensions of the features; null where there are none.</summary>
    public int? Width => (int?)Features?.Shape[1] ?? (int?)Moments?.Mean.Count ?? Stored?.Width;

    /// <summary>A side of features.</summary>
    /// <param name="name">Where they are from.</param>
    /// <param name="features">[n, d].</param>
    /// <exception cref="SettingsException">There are none, or one cannot be a feature.</exception>
    public static Side From(string name, Tensor features) => features.Shape is not [> 0, > 0]
        ? throw new SettingsException(
            $"{name}: its features are [{string.Join(", ", features.Shape)}]; "
            + "expected [n, d] with n and d of at least 1")
        : Problem(features) is { } problem ? throw new SettingsException($"{name}: {problem}")
        : new Side(name) { Features = features };

    /// <summary>
    /// Why these cannot be features; null where they can. Metrics multiply features and compare distances: where that
    /// overflows, what they say is infinite, or wrong. Networks compute in single precision, so its range is enough.
    /// </summary>
    /// <param name="features">The features.</param>
    internal static string? Problem(Tensor features) => !features.IsFinite() ? "a feature is NaN or infinite"
        : features.Max().Item() <= float.MaxValue && features.Min().Item() >= -float.MaxValue ? null
        : FormattableString.Invariant(
            $"a feature is beyond {float.MaxValue:G2}, and products of such overflow; expected smaller numbers");

    /// <summary>Mean and covariance.</summary>
    /// <param name="ddof">What is subtracted from the count; stored statistics are as they are.</param>
    /// <exception cref="SettingsException">The side has neither features nor statistics, or too few.</exception>
    public FeatureStatistics Statistics(int ddof)
    {
        if (Stored is { } stored)
        {
            return stored;
        }

        var moments = Moments ?? (Features is { } features ? FeatureMoments.Of(features) : throw Lacks("features"));
        return moments.ToStatistics(ddof);
    }

    /// <summary>The features.</summary>
    /// <param name="least">How many are needed.</param>
    /// <exception cref="SettingsException">There are none, or too few.</exception>
    public Tensor RequireFeatures(long least = 2) => Features is not { } features ? throw Lacks("features")
        : features.Shape[0] >= least ? features
        : throw new SettingsException($"{Name}: {features.Shape[0]} samples, where at least {least} are needed");

    /// <summary>Takes the tensors out of the scope that is open, so that they outlive it.</summary>
    public Side Release()
    {
        foreach (var tensor in Tensors)
        {
            TensorScope.Release(tensor);
        }

        return this;
    }

    /// <summary>Frees the tensors; the side cannot be used any more.</summary>
    public void Free()
    {
        foreach (var tensor in Tensors)
        {
            TensorScope.Free(tensor);
        }
    }

    private IEnumerable<Tensor> Tensors =>
        ((Tensor?[])[Features, Logits, Moments?.Mean, Moments?.Scatter, Stored?.Mean, Stored?.Covariance])
            .OfType<Tensor>();

    /// <summary>The logits.</summary>
    /// <exception cref="SettingsException">There are none.</exception>
    public Tensor RequireLogits() => Logits ?? throw Lacks("a classifier's logits");

    /// <summary>The texts.</summary>
    /// <exception cref="SettingsException">There are none.</exception>
    public IReadOnlyList<int[]> RequireTexts() => Texts ?? throw Lacks("texts");

    /// <summary>The mixture.</summary>
    /// <exception cref="SettingsException">None is known.</exception>
    public IModes RequireModes() => Modes ?? throw Lacks("a known mixture of Gaussians");

    /// <summary>Some of the samples.</summary>
    /// <param name="chosen">Their numbers.</param>
    public Side Select(long[] chosen)
    {
        var index = Tensor.From<long>(chosen, [chosen.Length]);
        return new(Name)
        {
            Features = Features?.IndexSelect(0, index),
            Logits = Logits?.IndexSelect(0, index),
            Texts = Texts is null ? null : [.. chosen.Select(i => Texts[(int)i])],
            Modes = Modes,
            Origin = Origin,
        };
    }

    /// <summary>Checks that two sides' features are of one width.</summary>
    /// <param name="reference">One side.</param>
    /// <param name="generated">The other.</param>
    /// <param name="least">How many features each must have.</param>
    /// <returns>Both features.</returns>
    /// <exception cref="SettingsException">They are not, or a side has none or too few.</exception>
    public static (Tensor Reference, Tensor Generated) BothFeatures(Side reference, Side generated, long least = 2)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        var (a, b) = (reference.RequireFeatures(least), generated.RequireFeatures(least));
        return a.Shape[1] == b.Shape[1] ? (a, b) : throw new SettingsException(
            $"{reference.Name} has features of {a.Shape[1]} dimensions and {generated.Name} of {b.Shape[1]}; "
            + "they are not of the same extractor");
    }

    private SettingsException Lacks(string what)
    {
        var has = Stored is not null ? "mean and covariance only"
            : Features is not null || Moments is not null ? "features only"
            : Texts is not null ? "texts only"
            : "none";
        return new($"{Name}: the metric needs {what}, and this side has {has}");
    }
}
