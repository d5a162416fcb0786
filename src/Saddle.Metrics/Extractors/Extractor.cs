using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>What turns an image into the features that metrics compare: a sealed record in one file, marked with its catalogue name.</summary>
public abstract record Extractor
{
    /// <summary>The catalogue name of the one whose features the names FID, KID and Inception score are reserved for.</summary>
    public const string Standard = "inception";

    /// <summary>The catalogue name.</summary>
    public string Name => Catalog<Extractor>.Of(this).Name;

    /// <summary>Makes it ready.</summary>
    /// <param name="where">Where weights and data lie, and what it is made for.</param>
    /// <exception cref="SettingsException">A setting is missing, or does not fit the data.</exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">Weights or a library are missing; the message says how to get them.</exception>
    public abstract FeatureNetwork Open(ExtractorContext where);

    /// <summary>The extractor's settings, as they are given on the command line.</summary>
    public sealed override string ToString()
    {
        var entry = Catalog<Extractor>.Of(this);
        return string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {string.Join(' ', entry.SettingsOf(this).Select(s => $"{s.Key}={s.Value}"))}").TrimEnd();
    }
}

/// <summary>Shows the progress of long computations.</summary>
public static class ProgressExtensions
{
    /// <summary>Runs a computation while its progress is shown.</summary>
    /// <typeparam name="TResult">The kind of result.</typeparam>
    /// <param name="make">Makes something that is told the share done, by the computation's name; closed at the end if it can be.</param>
    /// <param name="what">The computation's name.</param>
    /// <param name="run">The computation.</param>
    public static TResult Show<TResult>(this Func<string, IProgress<double>?> make, string what, Func<IProgress<double>?, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(run);
        var progress = make(what);
        using (progress as IDisposable)
        {
            return run(progress);
        }
    }
}

/// <summary>What an extractor is made for.</summary>
/// <param name="Protocol">How images are prepared.</param>
/// <param name="Data">Where data sets lie.</param>
/// <param name="Device">Where the tensors lie: cpu, cuda or cuda:N.</param>
public sealed record ExtractorContext(Protocol Protocol, DataFolder Data, string Device = "cpu")
{
    /// <summary>The reference's images, where the reference is of images.</summary>
    public IImages? Reference { get; init; }

    /// <summary>What an extractor that is trained keeps for another time; null to keep nothing.</summary>
    public MetricCache? Cache { get; init; }

    /// <summary>Makes something that tells the share done of a long computation, by its name.</summary>
    public Func<string, IProgress<double>?> Progress { get; init; } = _ => null;

    /// <summary>Asks to stop.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>An extractor at work.</summary>
/// <param name="Side">The rows and columns of its input.</param>
/// <param name="Pixels">The range that it takes pixels in.</param>
/// <param name="Run">From images [n, 3, side, side] in that range to what it makes of them.</param>
/// <param name="Protocol">What decides its features beside its own settings, by name: weights' SHA-256, accuracy.</param>
public sealed record FeatureNetwork(int Side, PixelRange Pixels, Func<Tensor, Activations> Run, IReadOnlyList<KeyValuePair<string, string>> Protocol);

/// <summary>What an extractor makes of images.</summary>
/// <param name="Features">[n, d].</param>
/// <param name="Logits">[n, classes], without biases where the Inception score takes them so; null where it tells no classes apart.</param>
public sealed record Activations(Tensor Features, Tensor? Logits = null);

/// <summary>The range in which a network takes pixels of 0 to 255.</summary>
public enum PixelRange
{
    /// <summary>As they are: x.</summary>
    Bytes,

    /// <summary>From 0 to 1: x / 255.</summary>
    Unit,

    /// <summary>From -1 to 1: 2 x / 255 - 1, as pytorch-fid.</summary>
    Signed,

    /// <summary>From -1 to 127/128: (x - 128) / 128, as the graph of FID itself and all other tools.</summary>
    Shifted,

    /// <summary>torchvision's mean and standard deviation of ImageNet's channels, after x / 255.</summary>
    Imagenet,
}

/// <summary>Brings pixels into a range.</summary>
public static class PixelRangeExtensions
{
    private static readonly float[] Means = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviations = [0.229f, 0.224f, 0.225f];

    /// <summary>Brings pixels into a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="pixels">[n, 3, height, width], from 0 to 255.</param>
    public static Tensor Of(this PixelRange range, Tensor pixels) => range switch
    {
        PixelRange.Bytes => pixels,
        PixelRange.Unit => pixels / 255.0,
        PixelRange.Signed => (2 * (pixels / 255.0)) - 1,
        PixelRange.Shifted => (pixels - 128.0) / 128.0,
        _ => ((pixels / 255.0) - Channels(Means, pixels.Device)) / Channels(Deviations, pixels.Device),
    };

    private static Tensor Channels(float[] values, string device) => Tensor.From<float>(values, [1, 3, 1, 1], device);
}
