using Saddle.Data;
using Saddle.Metrics.Extractors;
using Saddle.Torch;

namespace Saddle.Metrics.Reading;

/// <summary>How sides are read: what of them is needed, by which extractor, of how many samples.</summary>
/// <param name="Needs">What is needed.</param>
/// <param name="Seed">The seed of which samples are taken.</param>
public sealed record Extraction(Needs Needs, ulong Seed = 1)
{
    /// <summary>How many samples are taken of what never ends, where nothing else is said.</summary>
    public const long UsualCount = 10_000;

    /// <summary>The extractor and its network; null where no side is of images.</summary>
    public (Extractor Extractor, FeatureNetwork Network)? By { get; init; }

    /// <summary>How images are prepared.</summary>
    public Protocol Protocol { get; init; } = Protocol.Known[0];

    /// <summary>The most samples of a side; null for all.</summary>
    public long? Most { get; init; }

    /// <summary>The size that images must have; null where any will do.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>Where the tensors lie.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Where results are kept for another time; null to keep nothing.</summary>
    public MetricCache? Cache { get; init; }

    /// <summary>Makes something that tells the share done of a long computation, by its name.</summary>
    public Func<string, IProgress<double>?> Progress { get; init; } = _ => null;

    /// <summary>Asks to stop.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What an extractor needs to know.</summary>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="reference">The reference's images, if it is of images.</param>
    public ExtractorContext ContextOf(DataFolder data, IImages? reference) =>
        new(Protocol, data, Device)
        {
            Reference = reference,
            Cache = Cache,
            Progress = Progress,
            Cancellation = Cancellation,
        };

    /// <summary>How many samples are taken of so many: all, or the most that are asked for.</summary>
    /// <param name="count">How many there are; null where they never end.</param>
    public long Taken(long? count) => Math.Min(count ?? long.MaxValue, Most ?? count ?? UsualCount);

    /// <summary>What an extractor makes of images.</summary>
    /// <param name="name">Where they are from.</param>
    /// <param name="images">The images.</param>
    /// <exception cref="DataException">One is damaged, or not of the size that all must have.</exception>
    public Side Extract(string name, IImages images)
    {
        images = Size is { } size ? new OneSize(images, size) : images;
        var (extractor, network) = By ?? throw new InvalidOperationException("Images need an extractor.");
        var origin = Origin.From((extractor, network), Protocol);
        var key = Cache is null ? null : KeyOf(name, images, (origin, network.Engine));
        if (key is not null
            && Cache!.Find(key) is { } kept
            && new Collected(name, Needs, images.Count).Restore(kept) is { } side)
        {
            return side with { Origin = origin };
        }

        var collected = Progress.Show(name, progress => Run(name, images, network, progress));
        var why = key is null ? null : Cache!.Store(key, collected.Tensors());
        return collected.Side() with { Origin = origin, Notes = why is null ? [] : [$"{name}: {why}"] };
    }

    private string KeyOf(string name, IImages images, (Origin Origin, string Engine) by)
    {
        var content = Progress.Show($"reading {name}", progress => ContentHash.Of(images, progress, Cancellation));
        var kind = Device.Split(':')[0];
        return MetricCache.Key("features 1", string.Join(';', by.Origin.Lines), kind, by.Engine, content);
    }

    private Collected Run(string name, IImages images, FeatureNetwork network, IProgress<double>? progress)
    {
        var collected = new Collected(name, Needs, images.Count);
        var how = network.Preparation ?? new(Protocol.Resize);
        foreach (var batch in ImagePipeline.Prepare(images, network.Side, how, Cancellation))
        {
            Run(network, batch, collected);
            progress?.Report((double)(batch.First + batch.Count) / images.Count);
        }

        return collected;
    }

    private void Run(FeatureNetwork network, PreparedBatch batch, Collected collected)
    {
        using var recording = Autograd.NoGradient();
        using var scope = new TensorScope();
        var shape = new long[] { batch.Count, 3, network.Side, network.Side };
        var pixels = Tensor.From<float>(
            batch.Pixels.AsSpan(0, batch.Count * 3 * network.Side * network.Side), shape, Device);
        var made = network.Run(network.Pixels.Apply(pixels));
        collected.Add(batch.First, made.Features.To("cpu", DType.Float32), made.Logits?.To("cpu", DType.Float32));
    }
}
