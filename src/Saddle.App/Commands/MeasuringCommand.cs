using System.CommandLine;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Disturbances;
using Saddle.Metrics;
using Saddle.Metrics.Reading;

namespace Saddle.App.Commands;

/// <summary>A command that measures samples against a reference.</summary>
public abstract class MeasuringCommand : ReadingCommand
{
    private readonly Argument<string> _first;
    private readonly Argument<string?> _second;
    private readonly Option<string[]> _set;
    private readonly Option<bool> _floor;
    private readonly Option<string?> _disturb;

    /// <summary>Declares the options.</summary>
    protected MeasuringCommand()
    {
        _first = DeclareArgument<string>(
            "a",
            "the reference: a folder or zip of images, an IDX or CIFAR file, "
                + "a data set (NAME or NAME:setting=value), a run, statistics or features (.npz, .npy)");
        _second = DeclareArgument<string?>("b", "what is judged, likewise", ArgumentArity.ZeroOrOne);
        _set = DeclareList(
            "--set",
            "NAME=VALUE, a setting of the metric (METRIC.NAME=VALUE where there are several); repeatable");
        _disturb = DeclareText(
            "--disturb",
            "spoil the images of B first, as NAME or NAME:level=value: "
                + $"{string.Join(", ", Catalog<Disturbance>.Entries.Select(e => e.Name))}");
        _floor = DeclareFlag("--floor", "measure the reference against itself, too, at the same number of samples");
    }

    /// <inheritdoc/>
    protected sealed override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Interruptibly(call, () => Measure(call));
    }

    /// <summary>The metrics' names and the settings that have options of their own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="generated">What is judged.</param>
    private protected abstract IReadOnlyList<(string Metric, IReadOnlyDictionary<string, string> Settings)> Choose(
        Invocation call,
        Source generated);

    /// <summary>Held-out real samples, as a side is named; null where none are given.</summary>
    /// <param name="call">The call.</param>
    private protected virtual string? TestOf(Invocation call) => null;

    /// <summary>Whether the reference is to be measured against itself, too.</summary>
    /// <param name="call">The call.</param>
    private protected bool AsksForFloor(Invocation call) => call.Get(_floor);

    /// <summary>Prints the figures.</summary>
    /// <param name="call">The call.</param>
    /// <param name="comparison">The sides.</param>
    /// <param name="all">The figures.</param>
    private protected abstract void Report(Invocation call, Comparison comparison, IReadOnlyList<Measured> all);

    /// <summary>Whether samples are needed one by one, beyond what the metrics themselves need.</summary>
    /// <param name="call">The call.</param>
    private protected virtual bool KeepsSamples(Invocation call) => false;

    /// <summary>Whether the reference is measured against itself wherever that can be done.</summary>
    /// <param name="call">The call.</param>
    private protected virtual bool ShowsFloors(Invocation call) => false;

    /// <summary>Measures, and prints what comes of it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="comparison">The sides.</param>
    /// <param name="metrics">What is measured.</param>
    private protected virtual void Report(Invocation call, Comparison comparison, IReadOnlyList<Metric> metrics) =>
        Report(
            call,
            comparison,
            [
                .. metrics.Select(metric => comparison.Measure(
                    metric, call.Get(_floor) || (ShowsFloors(call) && comparison.HasFloor(metric)))),
            ]);

    private int Measure(Invocation call)
    {
        call.Clock.Begin("reading");
        var second = call.Get(_second);
        using var reference = second is null ? null : OpenSource(call, call.Get(_first), isReference: true);
        using var generated = OpenGenerated(call, second ?? call.Get(_first));
        var metrics = MetricsOf(call, generated);
        if (reference is null && metrics.FirstOrDefault(m => m.ReferenceNeeds != Needs.None) is { } needy)
        {
            throw new SettingsException(
                $"{needy.Name}: a second side is missing; expected A (the reference) and B (what is judged)");
        }

        using var test = OpenTest(call, metrics);

        // What is split must be there sample by sample.
        var keeps = KeepsSamples(call);
        var split = call.Get(_floor) || keeps
            ? metrics.Aggregate(
                Needs.None,
                (all, m) => all | m.Needs | (m.Needs.HasFlag(Needs.Moments) ? Needs.Features : Needs.None))
            : Needs.None;
        split |= ShowsFloors(call) && generated.Features != "characters" ? Needs.Features : Needs.None;
        var ofReference = metrics.Aggregate(split, (all, m) => all | m.ReferenceNeeds);
        var ofGenerated = metrics.Aggregate(keeps ? split : Needs.None, (all, m) => all | m.Needs);
        var how = ExtractionOf(call, ofGenerated, [.. new[] { reference, generated, test }.OfType<Source>()]);
        // Of one set, other samples.
        var comparison = Comparison.Read(
            reference,
            generated,
            isReference => isReference ? how with { Needs = ofReference, Seed = how.Seed + 1 } : how);
        if (test is not null)
        {
            var needs = metrics.Aggregate(Needs.None, (all, m) => all | m.TestNeeds);
            comparison = comparison.With(test, how with { Needs = needs, Seed = how.Seed + 2 });
        }

        call.Clock.Begin("measuring");
        Report(call, comparison, metrics);
        return ExitStatus.Done;
    }

    private Source? OpenTest(Invocation call, List<Metric> metrics)
    {
        var needy = metrics.FirstOrDefault(m => m.TestNeeds != Needs.None);
        return (TestOf(call), needy) switch
        {
            ({ } text, null) => throw new SettingsException(
                $"--test {text}: no metric that is measured here takes held-out samples; expected --fld"),
            ({ } text, _) => OpenSource(call, text, isReference: true),
            (null, { } metric) => throw new SettingsException(
                $"{metric.Name}: held-out real samples are missing; expected --test C, which nothing was trained on"),
            _ => null,
        };
    }

    private Source OpenGenerated(Invocation call, string text)
    {
        var source = OpenSource(call, text);
        return call.Get(_disturb) is { } disturbance
            ? source.Disturbed(Spec.Parse<Disturbance>(disturbance), DataFolder.FromEnvironment(), SeedOf(call))
            : source;
    }

    private List<Metric> MetricsOf(Invocation call, Source generated)
    {
        var (protocol, chosen) = (ProtocolOf(call), Choose(call, generated));
        var set = Arguments.ReadSettings(call.Get(_set)).Select(s => Addressed(s.Name, s.Value, chosen)).ToList();
        return [.. chosen.Select(metric =>
        {
            var own = new Dictionary<string, string>(metric.Settings, StringComparer.Ordinal);
            foreach (var (_, name, value) in set.Where(s => s.Metric == metric.Metric))
            {
                if (!own.TryAdd(name, value))
                {
                    throw new SettingsException(
                        $"--set {name}={value}: --{name} {own[name]} is there, too; expected one of them");
                }
            }

            return Catalog<Metric>.Get(metric.Metric).Create(protocol.SettingsOf(metric.Metric, own));
        })];
    }

    private static (string Metric, string Name, string Value) Addressed(
        string name,
        string value,
        IReadOnlyList<(string Metric, IReadOnlyDictionary<string, string> Settings)> chosen)
    {
        var parts = name.Split('.', 2);
        if (parts is [var metric, var setting])
        {
            return chosen.Any(c => c.Metric == metric)
                ? (metric, setting, value)
                : throw SettingsException.Unknown(
                    "a metric that is measured here",
                    metric,
                    chosen.Select(c => c.Metric));
        }

        return chosen is [var only]
            ? (only.Metric, name, value)
            : throw new SettingsException(
                $"--set {name}={value}: of which metric? expected METRIC.{name}={value}, "
                + $"with METRIC one of: {string.Join(", ", chosen.Select(c => c.Metric))}");
    }
}
