using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Spectre.Console;

namespace Saddle.App.Samples;

/// <summary>Samples that somebody shows to the doctor, and what was found in them.</summary>
/// <param name="Findings">What was found.</param>
/// <param name="Features">What was compared of each sample.</param>
internal sealed record ShownSamples(SampleFindings Findings, string Features)
{
    // More of either side would take minutes, and say the same. Copies are looked for among more real ones.
    private const long MostGenerated = 2000;
    private const long MostReal = 5000;

    /// <summary>Reads samples and looks at them.</summary>
    /// <param name="real">Real samples, as a side of a metric is named; null for none.</param>
    /// <param name="fake">Generated ones, likewise.</param>
    /// <param name="seed">The seed of which are taken, where there are many.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="SettingsException">A side is missing, too small, or not of the other's kind.</exception>
    /// <exception cref="DataException">A side is damaged.</exception>
    public static ShownSamples Look(string? real, string? fake, ulong seed, CancellationToken cancellation)
    {
        if (fake is null)
        {
            throw new SettingsException(
                "--real: there is nothing to compare with it; expected --fake too, samples of the generator");
        }

        using var data = real is null ? null : Open(real, seed, isReference: true);
        using var made = Open(fake, seed, isReference: false);
        Check(data, made);
        return Look(data, made, seed, cancellation);
    }

    /// <summary>Looks at the samples that a script fed to its discriminator last, beside all real ones that it fed.
    /// </summary>
    /// <param name="real">The real ones.</param>
    /// <param name="generated">The generated ones.</param>
    /// <param name="seed">The seed of which are taken, where there are many.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="SettingsException">They are too few, or not of one shape.</exception>
    public static ShownSamples Look(
        WatchedSamples real, WatchedSamples generated, ulong seed, CancellationToken cancellation)
    {
        if (!real.Shape.SequenceEqual(generated.Shape))
        {
            throw new SettingsException(
                $"real samples are {real.Lengths} and generated ones {generated.Lengths}; expected one shape");
        }

        var data = real.Items();
        using var source = Source.From("real", data);
        using var made = Source.From("generated", generated.Items(data.Range));
        return Look(source, made, seed, cancellation);
    }

    private static ShownSamples Look(Source? data, Source made, ulong seed, CancellationToken cancellation)
    {
        ThreadPolicy.UseAllProcessors();
        var extractor = new RawPixels();
        using var network = extractor.Open(new(Protocol.Known[0], DataFolder.FromEnvironment()));
        var how = new Extraction(Needs.Features, seed)
        {
            By = (extractor, network),
            Most = MostGenerated,
            Size = SizeOf(data ?? made),
            Progress = Terminal.Progress,
            Cancellation = cancellation,
        };
        var x = data?.Read(how with { Seed = seed + 1, Most = MostReal });
        var y = made.Read(how);
        using var progress = Terminal.Progress("looking at samples");
        var study = new SampleStudy(new(seed, Progress: progress, Cancellation: cancellation));
        return new(study.Of(x, y), What(made, data is not null, extractor));
    }

    /// <summary>For programs.</summary>
    public object Json() => new
    {
        N = (long?[])[Findings.Real?.Count, Findings.Generated],
        Findings.Effective,
        Findings.Real?.EffectiveReal,
        Findings.Real?.Likeness.Recall,
        Findings.Real?.Likeness.Precision,
        Findings.Real?.Likeness.Coverage,
        Findings.Duplicates,
        Findings.Real?.Copies,
        Floor = Findings.Real?.Floor is { } floor ? new { floor.Recall, floor.Precision, floor.Coverage } : null,
        Features,
        Findings.Sentences,
    };

    /// <summary>For a reader.</summary>
    /// <param name="console">Where it is written.</param>
    /// <param name="said">What has been said already: no sentence is written twice.</param>
    public void Show(IAnsiConsole console, string said)
    {
        var counts = Findings.Real is { Count: var count }
            ? FormattableString.Invariant($"{count} real, {Findings.Generated} generated")
            : FormattableString.Invariant($"{Findings.Generated} generated");
        Terminal.Line(console, $"samples: {counts}; {Features}");
        foreach (var sentence in Findings.Sentences.Where(s => !said.Contains(s, StringComparison.Ordinal)))
        {
            Terminal.Line(console, $"  {sentence}");
        }

        if (Findings.Real is null)
        {
            Terminal.Line(console, "  what is left out or copied is not known without real ones (--real)");
        }
    }

    private static Source Open(string text, ulong seed, bool isReference)
    {
        var source = SampleSources.Open(text, DataFolder.FromEnvironment(), "last", seed, isReference);
        if ((source.Images as ILeaveOut)?.LeftOut is { } leftOut)
        {
            Terminal.Say(leftOut);
        }

        return source;
    }

    private static void Check(Source? real, Source fake)
    {
        foreach (var source in new[] { real, fake }.OfType<Source>().Where(s => s.Features == "characters"))
        {
            throw new SettingsException(
                $"{source.Name}: texts, of which there are no features; expected images, points, or .npy, .npz");
        }

        if (real is not null && (real.Features is null) != (fake.Features is null))
        {
            throw new SettingsException(
                $"--real {real.Name} holds {Kind(real)} and --fake {fake.Name} {Kind(fake)}; expected two of one kind");
        }
    }

    private static string Kind(Source source) => source.Features switch
    {
        null => "images",
        "coordinates" => "points",
        _ => "features",
    };

    // Where sides differ in size, so do the pixels that are left of them, whatever the generator learnt.
    private static (int Width, int Height)? SizeOf(Source source) =>
        source.Images is { Count: > 0 } images && images.Read(0) is var first ? (first.Width, first.Height) : null;

    private static string What(Source made, bool isCompared, RawPixels extractor) => made.Features
        ?? FormattableString.Invariant($"pixels, {extractor.Size} x {extractor.Size}")
            + (isCompared ? ", less the mean of the real ones" : string.Empty);
}
