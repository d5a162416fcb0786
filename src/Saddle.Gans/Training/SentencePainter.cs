using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>Paints what sentences say with a run's generator.</summary>
public sealed class SentencePainter : IDisposable
{
    private readonly Sampler _sampler;
    private readonly ICaptioned _captions;
    private readonly Func<IItems> _openHeldOut;

    /// <summary>Loads a run's generator.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="checkpoint">last, best, or a file.</param>
    /// <exception cref="SettingsException">The run reads no sentences, or there is no such checkpoint.</exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public SentencePainter(RunFolder run, DataFolder data, string checkpoint)
    {
        ArgumentNullException.ThrowIfNull(run);
        _sampler = new(run, data, checkpoint);
        if (_sampler.Captions is not { } captions)
        {
            _sampler.Dispose();
            throw new SettingsException(
                $"{run.Path}: this run's generator reads no sentences; expected one whose data have sentences, such as "
                + "captions, and whose network or conditioning reads them");
        }

        _captions = captions;
        _openHeldOut = () => run.Configuration.Data.HeldOut is { } part
            ? part.Open(data, (ulong)run.Configuration.Settings.Seed)
            : throw new SettingsException($"{run.Path}: the data of this run have no part for tests");
        Ground = (run.Configuration.Data as Captions)?.Ground;
    }

    /// <summary>The number of updates behind the generator.</summary>
    public long Step => _sampler.Step;

    /// <summary>Whether it is the running average.</summary>
    public bool Averaged => _sampler.Averaged;

    /// <summary>The most sentences that it reads.</summary>
    public int SentenceCount => _captions.SentenceCount;

    /// <summary>What lies around drawn shapes, which can be read off exactly; null of all other data.</summary>
    public ShapeGround? Ground { get; }

    /// <summary>What the data say of an item.</summary>
    /// <param name="item">The item's number, from 0.</param>
    /// <exception cref="SettingsException">There is no such item.</exception>
    public IReadOnlyList<string> SentencesOf(long item) => _sampler.Count is not { } count || item < count
        ? _captions.Sentences(item)
        : throw new SettingsException($"item {item}: expected one from 0 to {count - 1}");

    /// <summary>
    /// What is said of pictures of the data's part for tests, and the pictures; which, depends on nothing else.
    /// </summary>
    /// <param name="count">How many; fewer where the part has fewer.</param>
    /// <exception cref="SettingsException">The data have no part for tests, or none with a picture.</exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    public IReadOnlyList<(long Item, IReadOnlyList<string> Sentences, Image True)> HeldOut(int count)
    {
        using var items = _openHeldOut();
        var all = items.Count ?? int.MaxValue;
        if (all == 0)
        {
            throw new SettingsException("the part for tests of the data of this run has no pictures");
        }

        var (order, numbers) = (new Shuffle(0, all), new double[items.Shape.Aggregate(1, (product, n) => product * n)]);
        var values = new float[numbers.Length];
        return [.. Enumerable.Range(0, (int)Math.Min(count, all)).Select(i =>
        {
            var item = order[i];
            items.Read(item, values);
            values.CopyTo(numbers, 0);
            return (item, ((ICaptioned)items).Sentences(item), SampleSheet.Pictures(numbers, items)[0]);
        })];
    }

    /// <summary>Paints.</summary>
    /// <param name="sentences">What is asked for: at least one sentence, at most <see cref="SentenceCount"/>.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="draws">How often; draw i depends on the seed and i alone.</param>
    /// <exception cref="SettingsException">
    /// There is no sentence, or one too many, or one has a word that the data have not.
    /// </exception>
    public IReadOnlyList<Image> Paint(IReadOnlyList<string> sentences, ulong seed, int draws)
    {
        using var scope = new TensorScope();
        var (tokens, length) = _captions.Words.Tokens(sentences, SentenceCount, _captions.WordCount);
        var asked = new Condition(
            Tensor.From<long>(tokens, [1, SentenceCount, length]),
            new([SentenceCount, length], Words: _captions.Words.Count));
        return
        [
            .. Enumerable.Range(0, draws)
                .SelectMany(draw => _sampler.Pictures(_sampler.Draw(asked, seed, draw))),
        ];
    }

    /// <summary>One sheet of pictures of one size.</summary>
    /// <param name="pictures">The pictures, one at least.</param>
    /// <param name="inRow">How many are in a row; null for about as many as there are rows.</param>
    public static Image Sheet(IReadOnlyList<Image> pictures, int? inRow = null) => SampleSheet.Grid(pictures, inRow);

    /// <inheritdoc/>
    public void Dispose() => _sampler.Dispose();
}
