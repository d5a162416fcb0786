using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Metrics.Extractors;

namespace Saddle.Metrics;

/// <summary>
/// How a number is made, apart from the extractor and the samples: figures of different protocols are not to be
/// compared.
/// </summary>
/// <param name="Name">Whose way it is.</param>
/// <param name="Resize">How images are brought to the network's size.</param>
/// <param name="Pixels">The range in which the standard network is given them.</param>
/// <param name="Ddof">What covariances subtract from the count.</param>
/// <remarks>
/// The tools of each name, as of 2025. What they draw at random is drawn here by another generator, and means are of
/// double precision, where clean-fid and torch-fidelity take single. Precision and recall in StyleGAN2 are on features
/// of VGG16.
/// </remarks>
public sealed record Protocol(string Name, Resize Resize, PixelRange Pixels, int Ddof)
{
    private static readonly Dictionary<string, string> NearestThree = Given(("k", "3"), ("closed", "true"));
    private static readonly Dictionary<string, string> WholeSubsets = Given(
        ("subsets", "100"), ("subset-size", "1000"));

    /// <summary>The metrics' settings that it has its own values of, by the metric's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings { get; init; } = ByMetric();

    /// <summary>The name of the tool whose way it is, also where images are resized otherwise.</summary>
    public string Tool { get; private init; } = Name;

    /// <summary>Whether the way to resize was asked for by itself, so that it holds for every network.</summary>
    public bool IsResizeGiven { get; private init; }

    /// <summary>The protocols that have a name; the first is taken where none is asked for.</summary>
    public static IReadOnlyList<Protocol> Known { get; } =
    [
        new("clean-fid", Resize.Clean, PixelRange.Shifted, 1),
        new("pytorch-fid", Resize.LegacyPytorch, PixelRange.Signed, 1),
        new("torch-fidelity", Resize.LegacyTensorflow, PixelRange.Shifted, 1)
        {
            Settings = ByMetric(("kid", WholeSubsets), ("prdc", NearestThree)),
        },
        new("torchmetrics", Resize.TorchAntialias, PixelRange.Shifted, 1)
        {
            Settings = ByMetric(("kid", WholeSubsets), ("is", Given(("deviation-ddof", "1"), ("parts", "chunks")))),
        },
        new("dgm-eval", Resize.LegacyPytorch, PixelRange.Signed, 1)
        {
            Settings = ByMetric(("is", Given(("parts", "whole")))),
        },
        new("stylegan2", Resize.LegacyTensorflow, PixelRange.Shifted, 0)
        {
            Settings = ByMetric(("kid", WholeSubsets), ("prdc", NearestThree), ("is", Given(("shuffle", "false")))),
        },
    ];

    /// <summary>The protocol of a name.</summary>
    /// <param name="name">The name; null for the first.</param>
    /// <exception cref="SettingsException">There is none.</exception>
    public static Protocol Get(string? name) => name is null ? Known[0]
        : Known.FirstOrDefault(p => p.Name == name)
            ?? throw SettingsException.Unknown("a protocol", name, Known.Select(p => p.Name));

    /// <summary>The same with another way of resizing.</summary>
    /// <param name="resize">The way.</param>
    public Protocol With(Resize resize) => this with
    {
        Name = resize == Resize ? Name : $"{Tool}, resized otherwise",
        Resize = resize,
        IsResizeGiven = true,
    };

    /// <summary>A metric's settings under this protocol.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="own">Settings that the user gives; they come first.</param>
    public IReadOnlyDictionary<string, string> SettingsOf(string metric, IReadOnlyDictionary<string, string> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var settings = Settings.TryGetValue(metric, out var theirs)
            ? new Dictionary<string, string>(theirs, StringComparer.Ordinal)
            : new(StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static Dictionary<string, string> Given(params (string Name, string Value)[] settings) =>
        settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ByMetric(
        params (string Metric, Dictionary<string, string> Settings)[] settings) =>
        settings.ToDictionary(
            s => s.Metric, s => (IReadOnlyDictionary<string, string>)s.Settings, StringComparer.Ordinal);
}
