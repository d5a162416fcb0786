using System.CommandLine;
using Saddle.Metrics;
using Saddle.Metrics.Reading;

namespace Saddle.App.Commands;

/// <summary><c>saddle features A -o FEATURES.npy</c>: the features themselves.</summary>
[Command(
    "features",
    "features of images, as an .npy of singles, [n, d]",
    "features shapes:items=2000 -o shapes.npy --extractor random-conv")]
public sealed class FeaturesCommand() : FeatureFileCommand(".npy")
{
    /// <inheritdoc/>
    private protected override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    private protected override (IReadOnlyList<long> Shape, int? Ddof) Write(string path, Side side, Protocol protocol)
    {
        var features = side.RequireFeatures(1);
        FeatureFile.Write(path, features);
        return (features.Shape, null);
    }
}
