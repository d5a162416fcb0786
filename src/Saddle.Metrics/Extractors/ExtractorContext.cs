using Saddle.Data;

namespace Saddle.Metrics.Extractors;

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
