using System.CommandLine;
using Saddle.App.Output;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Gans.Training;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.App.Commands;

/// <summary>What all commands that read samples have in common: the options that say how, and the reading.</summary>
public abstract class ReadingCommand : AppCommand
{
    private readonly Option<string?> _protocol;
    private readonly Option<string?> _extractor;
    private readonly Option<string?> _weights;
    private readonly Option<string?> _resize;
    private readonly Option<long> _most;
    private readonly Option<long> _seed;
    private readonly Option<string> _device;
    private readonly Option<string> _checkpoint;
    private readonly Option<bool> _noCache;

    /// <summary>Declares the options.</summary>
    protected ReadingCommand()
    {
        _protocol = DeclareText(
            "--protocol",
            $"whose way of measuring: {string.Join(", ", Protocol.Known.Select(p => p.Name))} (default: "
                + $"{Protocol.Known[0].Name})");
        _extractor = DeclareText(
            "--extractor",
            "what makes features of images, as NAME or NAME:setting=value: "
                + $"{string.Join(", ", Catalog<Extractor>.Entries.Select(e => e.Name))} (default: "
                + $"{Extractor.Standard}, or {Extractor.Usual} where its weights are not there)");
        _weights = DeclareText(
            "--weights",
            "the FID-Inception weights: .pth, TorchScript, safetensors or ONNX (default: "
                + "those of 'saddle weights get')");
        _resize = DeclareText(
            "--resize",
            $"how images are resized: {string.Join(", ", Resizes.Keys)} (default: the protocol's)");
        _most = DeclareCount("-n", "the most samples of a side; 0 for all, and 10,000 of what never ends", 0, 0);
        _seed = DeclareCount("--seed", "the seed of samples, subsets and directions", 1, 0);
        _device = DeclareText("--device", "where networks run: cpu, cuda or cuda:N", "cpu");
        _checkpoint = DeclareText("--checkpoint", "of a run: last or best, or a file", "last");
        _noCache = DeclareFlag("--no-cache", "neither use nor keep features from one time to the next");
    }

    private static IReadOnlyDictionary<string, Resize> Resizes { get; } = Enum.GetValues<Resize>().ToDictionary(
        r => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString()),
        StringComparer.Ordinal);

    /// <summary>The seed.</summary>
    /// <param name="call">The call.</param>
    private protected ulong SeedOf(Invocation call) => (ulong)call.Get(_seed);

    /// <summary>The protocol, with the resize that was asked for.</summary>
    /// <param name="call">The call.</param>
    private protected Protocol ProtocolOf(Invocation call)
    {
        var protocol = Protocol.Get(call.Get(_protocol));
        return call.Get(_resize) is not { } name ? protocol
            : Resizes.TryGetValue(name, out var resize) ? protocol.With(resize)
            : throw SettingsException.Unknown("a way to resize", name, Resizes.Keys);
    }

    /// <summary>Opens a side.</summary>
    /// <param name="call">The call.</param>
    /// <param name="text">What the user wrote.</param>
    /// <param name="isReference">Whether it is the reference.</param>
    private protected Source OpenSource(Invocation call, string text, bool isReference = false)
    {
        var source = SampleSources.Open(
            text, DataFolder.FromEnvironment(), call.Get(_checkpoint), SeedOf(call), isReference);
        if ((source.Images as ILeaveOut)?.LeftOut is { } leftOut)
        {
            Terminal.Say(leftOut);
        }

        return source;
    }

    /// <summary>How sides are read: makes the extractor ready, if a side needs one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="needs">What is needed of a side.</param>
    /// <param name="sources">The sides, the reference first.</param>
    private protected Extraction ExtractionOf(Invocation call, Needs needs, params IReadOnlyList<Source> sources)
    {
        Devices.RequireName($"--device {call.Get(_device)}", call.Get(_device));
        Devices.Require(call.Get(_device));

        ThreadPolicy.UseAllProcessors();
        var how = new Extraction(needs, SeedOf(call))
        {
            Protocol = ProtocolOf(call),
            Most = call.Get(_most) is > 0 and var most ? most : null,
            Device = call.Get(_device),
            Cache = CacheOf(call),
            Progress = Terminal.Progress,
            Cancellation = call.Cancellation,
        };
        if (sources.All(source => source.Features is not null))
        {
            return how;
        }

        var extractor = ExtractorOf(call, needs);
        Terminal.Warn(extractor.Warning);
        return how with
        {
            By = (extractor, extractor.Open(how.ContextOf(DataFolder.FromEnvironment(), sources[0].Images))),
        };
    }

    /// <summary>What an interruption leaves for another time, and the verb.</summary>
    private protected virtual string Kept => "the sides that were read to their end are";

    /// <summary>Where results are kept; null where that is not wanted.</summary>
    /// <param name="call">The call.</param>
    private protected MetricCache? CacheOf(Invocation call) =>
        call.Get(_noCache) ? null : MetricCache.FromEnvironment();

    /// <summary>Whether an extractor was named.</summary>
    /// <param name="call">The call.</param>
    private protected bool NamesExtractor(Invocation call) => call.Get(_extractor) is not null;

    /// <summary>Runs; an interruption costs one line and says what is kept.</summary>
    /// <param name="call">The call.</param>
    /// <param name="run">What to run.</param>
    private protected int Interruptibly(Invocation call, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            var kept = call.Get(_noCache)
                ? "nothing is kept"
                : $"{Kept} kept in {MetricCache.FromEnvironment().Folder}, the rest is not";
            Terminal.Say($"interrupted; {kept}");
            return ExitStatus.Interrupted;
        }
    }

    private Extractor ExtractorOf(Invocation call, Needs needs)
    {
        var extractor = Spec.Parse<Extractor>(call.Get(_extractor) ?? DefaultOf(call, needs));
        return call.Get(_weights) is not { } weights ? extractor
            : extractor is FidInception inception ? inception with { Weights = weights }
            : throw new SettingsException(
                $"--weights are those of {Extractor.Standard}, but the extractor is {extractor.Name}");
    }

    // The standard network where its weights are, or where nothing else has what is needed: classes.
    private string DefaultOf(Invocation call, Needs needs)
    {
        if (call.Get(_weights) is not null
            || needs.HasFlag(Needs.Logits)
            || StandardWeights.AreIn(DataFolder.FromEnvironment()))
        {
            return Extractor.Standard;
        }

        Terminal.Say(
            $"the weights of FID's network are not here, so features are {Extractor.Usual}'s and figures are named "
            + "after it; 'saddle weights get' gets them");
        return Extractor.Usual;
    }
}
