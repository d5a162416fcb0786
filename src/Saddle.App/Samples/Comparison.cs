using System.Diagnostics;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.App.Samples;

/// <summary>Two sides under one protocol, and what metrics say of them.</summary>
/// <param name="Reference">The reference; null for a metric of one side.</param>
/// <param name="Generated">What is judged.</param>
/// <param name="How">How they were read.</param>
/// <param name="Features">What the features are: an extractor's name, or what else they are.</param>
internal sealed record Comparison(Side? Reference, Side Generated, Extraction How, string Features)
{
    private const long SomeRows = 1024;

    /// <summary>Reads both sides.</summary>
    /// <param name="reference">The reference; null for none.</param>
    /// <param name="generated">What is judged.</param>
    /// <param name="of">How each is read, by whether it is the reference.</param>
    /// <exception cref="SettingsException">They were made differently.</exception>
    public static Comparison Read(Source? reference, Source generated, Func<bool, Extraction> of)
    {
        var a = reference?.Read(of(true));
        var b = generated.Read(of(false));
        if (a is not null)
        {
            Origin.Check(a, b);
        }

        return new(
            a,
            b,
            of(false),
            (b.Origin ?? a?.Origin)?.Extractor ?? generated.Features ?? reference?.Features ?? "features as given")
        {
            Pictures = (reference?.Taken(of(true)), generated.Taken(of(false))),
        };
    }

    /// <summary>The sides' images, in the order of their features; null where a side is of none.</summary>
    public (IImages? Reference, IImages? Generated) Pictures { get; private init; }

    /// <summary>Whether the reference can be measured against itself.</summary>
    /// <param name="metric">The metric.</param>
    public bool HasFloor(Metric metric) => metric.ReferenceNeeds != Needs.None
        && Reference is { Count: >= 4 } side && (side.Texts ?? (object?)side.Features ?? side.Logits) is not null;

    /// <summary>Held-out real samples; null where there are none.</summary>
    public Side? Test { get; private init; }

    /// <summary>The same with held-out real samples.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="how">How they are read.</param>
    /// <exception cref="SettingsException">They were made differently.</exception>
    public Comparison With(Source source, Extraction how)
    {
        var test = source.Read(how);
        Origin.Check(Reference ?? Generated, test);
        return this with { Test = test };
    }

    /// <summary>Measures, and the floor where it is asked for.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="floor">Whether the reference is measured against itself, too.</param>
    public Measured Measure(Metric metric, bool floor)
    {
        var clock = Stopwatch.StartNew();
        var name = metric.NameOn(Features);
        using var progress = Terminal.Progress(name);
        var how = new MeasuringSettings(How.Seed, How.Protocol.Ddof, progress, How.Cancellation) { Test = Test };
        var result = metric.Measure(Reference ?? Generated, Generated, how);
        var (half, why) = floor ? FloorOf(metric, how) : (null, null);
        return new(
            metric,
            name,
            result with { Notes = [.. result.Notes, .. NotFinite(result), .. why is null ? [] : (string[])[why]] },
            half,
            clock.Elapsed.TotalSeconds);
    }

    /// <summary>What decides the figures of a metric.</summary>
    /// <param name="metric">The metric.</param>
    public IReadOnlyDictionary<string, object?> ProtocolOf(Metric metric)
    {
        var origin = Generated.Origin ?? Reference?.Origin;
        var protocol = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = How.Protocol.Name,
            ["extractor"] = Features,
        };
        foreach (var (name, value) in origin?.Made ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            protocol[name] = value;
        }

        protocol["extractor_settings"] = origin?.Settings;
        protocol["ddof"] = How.Protocol.Ddof;
        protocol["reference"] = Reference?.Name;
        protocol["generated"] = Generated.Name;
        protocol["test"] = metric.TestNeeds == Needs.None ? null : Test?.Name;
        protocol["n"] = Counts;
        protocol["seed"] = How.Seed;
        protocol["settings"] = Catalog<Metric>.EntryOf(metric).SettingsOf(metric);
        protocol["versions"] = Versions();
        return protocol;
    }

    /// <summary>The numbers of samples; null where one is not known.</summary>
    public long?[] Counts => [Reference?.Count, Generated.Count];

    /// <summary>What a reader must know of the sides.</summary>
    public IEnumerable<string> Notes =>
    [
        .. Reference?.Notes ?? [],
        .. Generated.Notes,
        .. AreTheSame() ? [$"{Reference!.Name} and {Generated.Name} hold the same samples, in the same order: "
            + "what metrics say of two independent sides does not hold"] : (string[])[],
        .. Test?.Notes ?? [],
        .. new[] { Reference, Generated, Test }.OfType<Side>().Where(Unknown).Select(side =>
            $"{side.Name}: how its features were made is not known; "
            + "a figure means something only if both sides' were made alike"),
    ];

    private bool AreTheSame()
    {
        if (Reference?.Features is not { } a || Generated.Features is not { } b || !a.Shape.SequenceEqual(b.Shape))
        {
            return false;
        }

        // The first rows tell in nearly all cases, and not all need lie in memory twice.
        for (var start = 0L; start < a.Shape[0]; start += SomeRows)
        {
            using var scope = new TensorScope();
            var count = Math.Min(SomeRows, a.Shape[0] - start);
            if (Tensor.Abs(a.Narrow(0, start, count) - b.Narrow(0, start, count)).Max().Item() != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> NotFinite(MetricResult result) => result.Figures
        .Where(figure => !double.IsFinite(figure.Value) && result.Notes.Count == 0)
        .Select(figure => $"{figure.Name} is no finite number: on the way to it, one left double precision's range");

    private static bool Unknown(Side side) =>
        side.Origin is null && side.Modes is null && side.Texts is null && FeatureKind(side);

    private static bool FeatureKind(Side side) =>
        side.Stored is not null || Saddle.Metrics.Reading.FeatureFile.Is(side.Name);

    /// <summary>
    /// Measures samples of the reference against others of it, as many as are judged or half of what there are.
    /// </summary>
    /// <returns>The floor; or why there is none, where half the reference is too few for the metric.</returns>
    private (Floor? Floor, string? Why) FloorOf(Metric metric, MeasuringSettings how)
    {
        var reference = Reference ?? throw new SettingsException("--floor: there is no reference; expected A and B");
        if (reference.Texts is null && reference.Features is null && reference.Logits is null)
        {
            throw new SettingsException(
                $"--floor: {reference.Name} has mean and covariance only, which cannot be split; "
                + "expected its samples or features");
        }

        var count = reference.Count!.Value;
        var judged = Math.Min(Generated.Count ?? count, count / 2);
        if (judged < 2)
        {
            throw new SettingsException($"--floor: {reference.Name} has {count} samples, too few to be split");
        }

        var order = Halves(count, judged);
        try
        {
            return (
                new(
                    metric.Measure(reference.Select(order.Others), reference.Select(order.Judged), how),
                    [count - judged, judged]),
                null);
        }
        catch (SettingsException problem)
        {
            return (null, $"no floor: of {count} samples in two parts, {problem.Message}");
        }
    }

    private (long[] Judged, long[] Others) Halves(long count, long judged)
    {
        var shuffle = new Shuffle(How.Seed, count);
        var order = new long[count];
        for (var i = 0L; i < count; i++)
        {
            order[i] = shuffle.At(0, i);
        }

        return (order[..(int)judged], order[(int)judged..]);
    }

    private static Dictionary<string, string> Versions() => new(StringComparer.Ordinal)
    {
        ["saddle"] = Product.Version,
        ["libtorch"] = TorchRuntime.Version,
        ["blas"] = TorchRuntime.Blas,
        ["dotnet"] = Environment.Version.ToString(),
    };
}
