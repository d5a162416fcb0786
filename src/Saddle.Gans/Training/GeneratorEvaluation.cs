using Saddle.Data;
using Saddle.Metrics;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// What a run's generator makes, and how good it is, at any step: always from the same latent vectors.
/// </summary>
internal sealed class GeneratorEvaluation(NeuralGame game, IItems items, Configuration configuration)
{
    private const int ModeSamples = 2500;

    private readonly TrainingSettings _settings = configuration.Settings;
    private Extraction _how = new(Needs.None);
    private Side? _reference;

    /// <summary>The figure that decides which checkpoint is the best; null where there is none.</summary>
    public (string Name, bool HigherIsBetter)? Watched { get; private set; } =
        items is IModes && configuration.Metrics.Count == 0 ? ("modes/score", true) : null;

    /// <summary>Makes the extractor ready and reads the data that metrics compare with.</summary>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="progress">Makes something that tells the share done, by the computation's name.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>Whether it came to its end.</returns>
    public bool Prepare(DataFolder data, Func<string, IProgress<double>?> progress, CancellationToken cancellation)
    {
        if (configuration.Metrics.Count == 0)
        {
            return true;
        }

        var generated = configuration.Metrics.Aggregate(Needs.None, (all, metric) => all | metric.Needs);
        var needs = configuration.Metrics.Aggregate(Needs.None, (all, metric) => all | metric.ReferenceNeeds);
        var how = new Extraction(needs, (ulong)_settings.Seed)
        {
            Protocol = Protocol.Get(_settings.MetricProtocol),
            Device = _settings.Device,
            Cache = MetricCache.FromEnvironment(),
            Progress = progress,
            Cancellation = cancellation,
        };
        try
        {
            how = (items as IPictured)?.Images is { } images
                ? how with { By = (configuration.Extractor, configuration.Extractor.Open(how.ContextOf(data, images))) }
                : how;
            _reference = ReadReference(how, generated);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }

        // An evaluation that has begun comes to its end, so that a run that is resumed has it, too.
        _how = how with
        {
            Needs = generated,
            Most = _settings.MetricSamples,
            Cache = null,
            Progress = _ => null,
            Cancellation = default,
        };
        return true;
    }

    /// <summary>
    /// Samples for a grid; where something is asked for, the same in a row: classes one after the other, images or
    /// sentences of items from all over the data, whose neighbours may be much alike.
    /// </summary>
    /// <param name="generator">The generator's parameters, flat.</param>
    public Tensor Samples(Tensor generator)
    {
        var key = StreamName.Looking.Key((ulong)_settings.Seed);
        var row = SampleSheet.ColumnsOf(_settings.Samples);
        var rows = (_settings.Samples + row - 1) / row;
        return game.Whole(generator, game.Latent(
            key,
            _settings.Samples,
            (i, choices) => i / row * (game.AsksForClasses ? 1 : Math.Max(1, choices / rows)) % choices));
    }

    /// <summary>Figures of what the generator makes.</summary>
    /// <param name="generator">The generator's parameters, flat.</param>
    public IReadOnlyList<(string Name, double Value)> Figures(Tensor generator)
    {
        using var scope = new TensorScope();
        return [.. OfModes(generator), .. OfMetrics(generator)];
    }

    // The run closes its data itself. A few items tell whether the metrics can be had at all.
    private Side ReadReference(Extraction how, Needs generated)
    {
        var most = _settings.MetricReference > 0 ? _settings.MetricReference
            : items.Count is null ? _settings.MetricSamples
            : (long?)null;
        var source = Source.From("data", items);
        using (new TensorScope())
        {
            source.Read(how with { Needs = generated, Most = 2, Cache = null });
        }

        return source.Read(how with { Most = most }).Release();
    }

    private IReadOnlyList<(string Name, double Value)> OfModes(Tensor generator)
    {
        if (items is not IModes modes)
        {
            return [];
        }

        var coverage = ModeCoverage.Of(modes, Generate(generator, ModeSamples, StreamName.Sampling).ToDoubles());
        return
        [
            ("modes/covered", coverage.Covered),
            ("modes/near", coverage.Near),
            ("modes/score", coverage.Near * coverage.Covered / modes.Centres.Count),
        ];
    }

    private List<(string Name, double Value)> OfMetrics(Tensor generator)
    {
        if (_reference is null || !generator.IsFinite())
        {
            return []; // what has exploded stops the run at its next entry
        }

        var samples = GeneratedItems.Create(items, batch => Batch(generator, batch), string.Empty);
        var generated = _how.By is null
            ? Source.From("generated", samples).Read(_how)
            : _how.Extract("generated", samples.Images(_settings.MetricSamples));
        var features = _how.By?.Extractor.Name ?? "coordinates";
        var figures = new List<(string, double)>();
        foreach (var metric in configuration.Metrics)
        {
            var measured = metric.Measure(
                _reference, generated, new MeasuringSettings((ulong)_settings.Seed, _how.Protocol.Ddof));
            foreach (var (i, figure) in measured.Figures.Index())
            {
                var own = i == 0 && measured.HasOwn(metric.Name);
                figures.Add((own ? metric.NameOn(features) : $"{metric.Name}/{figure.Name}", figure.Value));
            }
        }

        generated.Free();
        Watched ??= (figures[0].Item1, configuration.Metrics[0].HigherIsBetter);
        return figures;
    }

    private Tensor Generate(Tensor generator, int count, StreamName stream) =>
        game.Generate(generator, game.Latent(stream.Key((ulong)_settings.Seed), count));

    private Tensor Batch(Tensor generator, long number) =>
        game.Whole(
            generator, game.Latent(StreamName.Measuring.Key((ulong)_settings.Seed, number), GeneratedItems.Batch));
}
