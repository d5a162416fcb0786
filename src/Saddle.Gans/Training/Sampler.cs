using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Images;
using Saddle.Gans.Networks;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>The generator of a run, ready to make samples: its running average where the run keeps one.</summary>
public sealed class Sampler : IDisposable
{
    private const int Batch = GeneratedItems.Batch;

    private readonly TensorScope _scope = new();
    private readonly IItems _items;
    private readonly NeuralGame _game;
    private readonly Tensor _generator;
    private readonly string _file;
    private readonly string _configuration;
    private readonly int? _label;

    /// <summary>Loads a run's generator.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where data sets lie: the items' shape is read from them.</param>
    /// <param name="checkpoint">last, best, or a file.</param>
    /// <param name="label">The class that is asked for, by its name; null for all, each as likely.</param>
    /// <exception cref="SettingsException">
    /// There is no such checkpoint or class, or the run names a program that may not run.
    /// </exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public Sampler(RunFolder run, DataFolder data, string checkpoint, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.RequireTrust();
        try
        {
            var file = _file = run.Find(checkpoint);
            var configuration = run.Configuration;
            var settings = configuration.Settings;
            _configuration = configuration.ToYaml();
            _items = configuration.Items(data);
            _game = configuration.Game(_items);
            Averaged = settings.Ema > 0;
            ColoursPictures = _items is ColourItems && _game.AsksForImages && configuration.Generator.ReadsImages;
            _label = label is null ? null : Class(label);
            Step = Checkpoint.Step(file);
            _generator = Checkpoint.ReadGenerator(file, _game, settings.Type, settings.Device, Averaged);
        }
        catch
        {
            _items?.Dispose();
            _scope.Dispose(); // or all that this thread makes from here on would be kept in it
            throw;
        }
    }

    /// <summary>The number of updates behind the generator.</summary>
    public long Step { get; }

    /// <summary>Whether it is the running average.</summary>
    public bool Averaged { get; }

    /// <summary>The shape of one sample.</summary>
    public IReadOnlyList<int> Shape => _items.Shape;

    /// <summary>The number of items of the data; null where they have no end.</summary>
    internal long? Count => _items.Count;

    /// <summary>Whether the generator makes the colour of pictures of any size whose lightness it is given.</summary>
    internal bool ColoursPictures { get; }

    /// <summary>The pictures of the data, where items are of pictures.</summary>
    internal IImages? Images => (_items as IPictured)?.Images;

    /// <summary>What the generator makes of an image that is given: one draw.</summary>
    /// <param name="given">[1, channels, height, width].</param>
    /// <param name="seed">The seed of the latent vectors.</param>
    /// <param name="draw">The draw's number.</param>
    internal Tensor Draw(Tensor given, ulong seed, long draw) =>
        Draw(new Condition(given, new([.. given.Shape.Skip(1).Select(length => (int)length)])), seed, draw);

    /// <summary>What the generator makes of what is asked for: one draw.</summary>
    /// <param name="asked">The condition of one sample.</param>
    /// <param name="seed">The seed of the latent vectors.</param>
    /// <param name="draw">The draw's number.</param>
    internal Tensor Draw(Condition asked, ulong seed, long draw)
    {
        var input = _game.Latent(StreamName.Sampling.Key(seed, draw), 1);
        return _game.Generate(_generator, input with { Condition = asked });
    }

    /// <summary>The sentences of the data, where the generator reads some; else null.</summary>
    internal ICaptioned? Captions => _game.AsksForSentences ? (ICaptioned)_items : null;

    /// <summary>Samples of image data as images.</summary>
    /// <param name="samples">[n, item...].</param>
    internal IReadOnlyList<Image> Pictures(Tensor samples) => SampleSheet.Pictures(samples.ToDoubles(), _items);

    /// <summary>Whether samples are texts.</summary>
    internal bool IsText => _items is IText;

    /// <summary>Any number of samples, as items.</summary>
    /// <param name="seed">The seed of the latent vectors.</param>
    internal GeneratedItems Items(ulong seed) =>
        GeneratedItems.Create(
            _items,
            batch => Tensors(seed, batch * Batch, Batch),
            MetricCache.Key(InputFile.Sha256Of(_file), _configuration, seed.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Samples, as numbers: sample i depends on the seed and i alone.</summary>
    /// <param name="seed">The seed of the latent vectors.</param>
    /// <param name="first">The number of the first sample; a multiple of 256.</param>
    /// <param name="count">How many, at most 256.</param>
    public double[] Samples(ulong seed, long first, int count)
    {
        using var scope = new TensorScope();
        return Tensors(seed, first, count).ToDoubles();
    }

    /// <summary>Writes one sheet with all samples.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="seed">The seed of the latent vectors.</param>
    /// <param name="count">How many samples.</param>
    /// <returns>The file.</returns>
    public string WriteSheet(string folder, ulong seed, int count)
    {
        using var scope = new TensorScope();
        var all = Batches(count).Select(b => Tensors(seed, b.First, b.Count)).ToArray();
        return SampleSheet.Write(
            Path.Combine(folder, Stem("samples", seed, $"n-{count}")),
            Tensor.Concatenate(all),
            _items);
    }

    /// <summary>Writes images each to a file, points to one .npy, texts to one file of lines.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="seed">The seed of the latent vectors.</param>
    /// <param name="count">How many samples.</param>
    /// <param name="cancellation">Asks to stop; what is written stays.</param>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> WriteEach(string folder, ulong seed, int count, CancellationToken cancellation)
    {
        if (_items.Shape.Count == 3)
        {
            return WriteImages(folder, seed, count, cancellation);
        }

        var name = Path.Combine(folder, Stem("samples", seed, $"n-{count}"));
        if (_items is IText)
        {
            return [WriteSheet(folder, seed, count)];
        }

        var values = Batches(count).SelectMany(b => Samples(seed, b.First, b.Count)).ToArray();
        AtomicFile.Write($"{name}.npy", Npy.Write([count, .. _items.Shape], values));
        return [$"{name}.npy"];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _items.Dispose();
        _scope.Dispose();
    }

    private List<string> WriteImages(string folder, ulong seed, int count, CancellationToken cancellation)
    {
        var files = new List<string>();
        foreach (var (first, size) in Batches(count).TakeWhile(_ => !cancellation.IsCancellationRequested))
        {
            foreach (var (i, picture) in SampleSheet.Pictures(Samples(seed, first, size), _items).Index())
            {
                var file = Path.Combine(folder, Stem("sample", seed, $"{first + i:D6}.png"));
                AtomicFile.Write(file, PngWriter.Write(picture));
                files.Add(file);
            }
        }

        return files;
    }

    // Of other samples another name: of a file of this name the samples are the same.
    private string Stem(string kind, ulong seed, FormattableString rest)
    {
        var asked = _label is { } label ? string.Create(CultureInfo.InvariantCulture, $"-class-{label}") : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{kind}-{Step:D9}-seed-{seed}{asked}-")
            + FormattableString.Invariant(rest);
    }

    private static IEnumerable<(long First, int Count)> Batches(int count)
    {
        for (var first = 0L; first < count; first += Batch)
        {
            yield return (first, (int)Math.Min(Batch, count - first));
        }
    }

    private int Class(string label)
    {
        if (!_game.AsksForClasses)
        {
            throw new SettingsException(
                $"the class '{label}': this generator is not asked for a class; "
                + "expected a run whose configuration has 'conditioning'");
        }

        var names = ((ILabelled)_items).Classes;
        return names.ToList().IndexOf(label) is >= 0 and var index
            ? index
            : throw SettingsException.Unknown("a class of the data", label, names);
    }

    // Whole batches are drawn, so that a sample does not depend on how many are asked for.
    private Tensor Tensors(ulong seed, long first, int count)
    {
        var key = StreamName.Sampling.Key(seed, first / Batch);
        var input = _label is { } label ? _game.Latent(key, Batch, (_, _) => label) : _game.Latent(key, Batch);
        return _game.Whole(_generator, input).Narrow(0, 0, count);
    }
}
