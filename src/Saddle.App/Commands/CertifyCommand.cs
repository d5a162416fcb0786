using System.CommandLine;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics;
using Saddle.Metrics.Reading;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle certify METRIC</c>: which sanity checks of the literature a metric passes, on drawn data; and with
/// <c>--extractor</c> whether it gets worse with every disturbance of images, on the features of that network.
/// </summary>
[Command(
    "certify",
    "which sanity checks of the literature a metric passes, and whether it sees that images are spoilt",
    "certify prdc:k=3 --check gaussian-mixture-mode-dropping-invention --repeats 1")]
public sealed class CertifyCommand : ReadingCommand
{
    private const string OfImages = "disturbances";

    private readonly Argument<string> _metric;
    private readonly Option<string[]> _checks;
    private readonly Option<long> _repeats;
    private readonly Option<string> _data;
    private readonly Option<string> _mixed;

    /// <summary>Declares the argument and the options.</summary>
    public CertifyCommand()
    {
        _metric = DeclareArgument<string>("metric", "the metric, as NAME or NAME:setting=value");
        _checks = DeclareList(
            "--check",
            $"one of the checks alone, with what fails and why; repeatable: {string.Join(", ", Names)}");
        _repeats = DeclareCount(
            "--repeats", "how often each is drawn (published: 10)", MetricCertificate.Usual, 1, 1000);
        _data = DeclareText(
            "--data",
            "with --extractor: the images that are spoilt, half of them, beside the other half",
            "shapes:items=2000");
        _mixed = DeclareText(
            "--mixed",
            "with --extractor: the data set whose images are mixed in, as NAME or NAME:setting=value",
            "shapes:grey=true");
    }

    /// <inheritdoc/>
    private protected override string Kept => "what was measured is";

    private static IEnumerable<string> Names => SanityChecks.All.Select(check => check.Name).Append(OfImages);

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Interruptibly(call, () => Certify(call));
    }

    private int Certify(Invocation call)
    {
        var (metric, chosen) = (Spec.Parse<Metric>(call.Get(_metric)), call.Get(_checks) ?? []);
        if (chosen.FirstOrDefault(name => !Names.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw SettingsException.Unknown("a sanity check", unknown, Names);
        }

        call.Clock.Begin("measuring");
        var images = NamesExtractor(call) || chosen.Contains(OfImages, StringComparer.Ordinal)
            ? Disturbances(call, metric)
            : null;
        var certificate = images is null
            || (chosen.Length == 0 ? metric.Aims.Count > 0 : chosen.Any(name => name != OfImages))
            ? Checks(call, metric, chosen)
            : null;
        call.Result(
            new { Certificate = certificate?.Document(), Disturbances = images?.Document() },
            console => Show(console, certificate, images, reasons: chosen.Length > 0));
        return ExitStatus.Done;
    }

    private static void Show(
        IAnsiConsole console, MetricCertificate? certificate, MetricDisturbances? images, bool reasons)
    {
        certificate?.Show(console, reasons);
        images?.Show(console);
    }

    private MetricCertificate Checks(Invocation call, Metric metric, string[] chosen)
    {
        var certification = new Certification(metric, (int)call.Get(_repeats), SeedOf(call))
        {
            Cache = CacheOf(call),
            Cancellation = call.Cancellation,
        };
        return MetricCertificate.Of(
            certification,
            chosen.Length == 0
                ? SanityChecks.All
                : [.. SanityChecks.All.Where(check => chosen.Contains(check.Name, StringComparer.Ordinal))]);
    }

    private MetricDisturbances Disturbances(Invocation call, Metric metric)
    {
        var name = call.Get(_data);
        using var source = OpenSource(call, name);
        var how = ExtractionOf(call, metric.Needs | metric.ReferenceNeeds, source);
        if (source.Images is not { } all || metric.TestNeeds != Needs.None)
        {
            throw new SettingsException(source.Images is null
                ? $"--data {name}: no images, and only images can be disturbed"
                : $"{metric.Name}: needs held-out samples; expected a metric of one side or two");
        }

        // Of one order the first half and the second.
        var count = Math.Min(all.Count / 2, how.Most ?? long.MaxValue);
        if (count < 2)
        {
            throw new SettingsException($"--data {name}: {all.Count} images, too few to be halved");
        }

        var reference = how.Extract("reference", ChosenImages.Of(all, how.Seed, count));
        return MetricDisturbances.Of(
            metric,
            new DisturbanceStudy(how, DataFolder.FromEnvironment()),
            reference,
            (name, count),
            DisturbanceStudy.Published(call.Get(_mixed)),
            () => ChosenImages.Of(all, how.Seed, count, count));
    }
}
