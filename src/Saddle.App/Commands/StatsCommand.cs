using System.CommandLine;
using Saddle.Data.Formats;
using Saddle.Metrics;

namespace Saddle.App.Commands;

/// <summary><c>saddle stats A -o STATS.npz</c>: mean and covariance of features, for later comparisons.</summary>
[Command(
    "stats",
    "mean and covariance of features, as an .npz that pytorch-fid and clean-fid read, too",
    "stats shapes:items=2000 -o shapes.npz --extractor random-conv")]
public sealed class StatsCommand() : FeatureFileCommand(".npz")
{
    /// <inheritdoc/>
    private protected override Needs Needs => Needs.Moments;

    /// <inheritdoc/>
    private protected override (IReadOnlyList<long> Shape, int? Ddof) Write(string path, Side side, Protocol protocol)
    {
        var statistics = side.Statistics(protocol.Ddof);
        AtomicFile.Write(path, statistics.ToNpz());
        return ([statistics.Width], statistics.Ddof);
    }
}
