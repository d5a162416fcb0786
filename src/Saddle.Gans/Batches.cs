using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>Minibatches of a data set, each a pure function of seed, step and evaluation.</summary>
/// <param name="items">The data.</param>
/// <param name="seed">The seed of the order.</param>
/// <param name="size">The number of items a batch.</param>
/// <param name="type">The type of the numbers.</param>
/// <param name="device">The device.</param>
public sealed class Batches(IItems items, ulong seed, int size, DType type, string device)
{
    private const int MostDraws = 1000;

    // Bytes; a small part of a device's memory, and all of the usual sets of small images.
    private const long MostOnDevice = 4L << 30;

    private readonly Shuffle? _shuffle = items.Count is { } count ? new(seed, count) : null;
    private readonly int _length = Length(items);
    private readonly long[] _shape = [size, .. items.Shape.Select(length => (long)length)];
    private readonly int? _tokens = (items as IText)?.Vocabulary.Count;
    private readonly float[] _values = new float[(long)size * Length(items)];
    private readonly IConditioned? _pairs = items as IConditioned;
    private readonly ICaptioned? _captions = items as ICaptioned;
    private readonly float[] _given = new float[(long)size * GivenLength(items)];
    private SampleKey? _held;
    private Tensor _all;

    /// <summary>
    /// The shape of an item as networks see it: of text [length, vocabulary], each character one-hot.
    /// </summary>
    public IReadOnlyList<int> Shape => _tokens is { } tokens ? [.. items.Shape, tokens] : items.Shape;

    /// <summary>A batch, [n, item...], of items as in <see cref="Shape"/>.</summary>
    /// <param name="key">Which update and evaluation it is for.</param>
    /// <exception cref="DataException">An item is damaged.</exception>
    public Tensor Read(SampleKey key)
    {
        if (OnDevice)
        {
            return Resident(key);
        }

        Hold(key);
        var batch = Tensor.From<float>(_values, _shape);
        batch = _tokens is { } tokens ? Layers.OneHot(batch, tokens) : batch;
        return type == DType.Float32 && device == "cpu" ? batch : batch.To(device, type);
    }

    /// <summary>
    /// Whether all items lie on the device from the first batch on: where they are few enough, and it is not the
    /// processor. Batches are the same then.
    /// </summary>
    internal bool OnDevice { get; init; } = device != "cpu"
        && items is { Count: { } count } and not (IText or IConditioned)
        && count * Length(items) * sizeof(float) <= MostOnDevice;

    /// <summary>
    /// What the items' condition is: the image that each is to be made of, its sentences, or its class; null where they
    /// have none of these.
    /// </summary>
    public ConditionForm? Told => _pairs is not null ? new(_pairs.ConditionShape)
        : _captions is { } said ? new([said.SentenceCount, said.WordCount], Words: said.Words.Count)
        {
            Spelling = [.. said.Words.All],
        }
        : items is ILabelled labelled ? ConditionForm.Label(labelled.Classes.Count)
        : null;

    /// <summary>
    /// The number of conditions that can be chosen among: classes, or items that have an image or sentences.
    /// </summary>
    public long Choices => _pairs is null && _captions is null ? Labelled.Classes.Count : items.Count ?? int.MaxValue;

    /// <summary>What the items that a batch has are of, in their order.</summary>
    /// <param name="key">Which update and evaluation it is for.</param>
    /// <exception cref="InvalidOperationException">Items have no condition.</exception>
    /// <exception cref="DataException">An item is damaged.</exception>
    public Condition Condition(SampleKey key)
    {
        if (_pairs is not null)
        {
            Hold(key);
            return ConditionOf(_given);
        }

        var numbers = new long[size];
        for (var i = 0; i < size; i++)
        {
            numbers[i] = At(key, i);
        }

        return _captions is not null
            ? Said(numbers, _captions.Sentences)
            : ConditionOf([.. numbers.Select(number => (long)Labelled.Label(number))]);
    }

    /// <summary>Conditions that are drawn, all equally likely.</summary>
    /// <param name="random">The numbers.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidOperationException">Items have no condition.</exception>
    public Condition Condition(RandomTensors random, long count)
    {
        ArgumentNullException.ThrowIfNull(random);
        var choices = Choices;
        return ConditionOf(random.Numbers(count).Select(u => (long)(u * choices)));
    }

    /// <summary>Conditions that are chosen.</summary>
    /// <param name="count">How many.</param>
    /// <param name="choice">From a sample's number to its class, or to the item that has its image.</param>
    /// <exception cref="InvalidOperationException">Items have no condition.</exception>
    public Condition Condition(long count, Func<long, long> choice) =>
        ConditionOf(Enumerable.Range(0, (int)count).Select(i => choice(i)));

    /// <summary>
    /// Conditions that are not the samples' own.
    /// </summary>
    /// <param name="own">The samples' own.</param>
    /// <param name="pair">Which.</param>
    /// <param name="random">The numbers.</param>
    public Condition Wrong(Condition own, WrongPair pair, RandomTensors random)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(random);
        if (pair != WrongPair.Next && _captions is { } captions)
        {
            return pair == WrongPair.Sentence
                ? Said([.. own.Items], item => OneOther(captions, item, random))
                : Said([.. own.Items.Select(item => Other(captions, item, random))], captions.Sentences);
        }

        if (pair == WrongPair.Next || !own.Form.IsLabel)
        {
            var (values, last) = (own.Values, own.Values.Shape[0] - 1);
            return own with { Values = Tensor.Concatenate([values.Narrow(0, 1, last), values.Narrow(0, 0, 1)]) };
        }

        // labels are not read back: that would wait for the device
        var (classes, count) = (own.Form.Classes, own.Values.Shape[0]);
        long[] further = [.. random.Numbers(count).Select(u => 1 + (long)(u * (classes - 1)))];
        return own with { Values = (own.Values + Tensor.From<long>(further, [count], device)).Remainder(classes) };
    }

    private Tensor Resident(SampleKey key)
    {
        if (_all.IsNumber)
        {
            _all = TensorScope.Release(Read(items, 0, checked((int)items.Count!.Value)).To(device, type));
        }

        var places = new long[size];
        for (var i = 0; i < size; i++)
        {
            places[i] = At(key, i);
        }

        return _all.IndexSelect(0, Tensor.From<long>(places, [size], device));
    }

    private ILabelled Labelled => items as ILabelled ?? throw new InvalidOperationException("Items have no classes.");

    private Condition ConditionOf(long[] labels) =>
        new(Tensor.From<long>(labels, [labels.Length], device), ConditionForm.Label(Labelled.Classes.Count));

    private Condition ConditionOf(IEnumerable<long> choices)
    {
        if (_pairs is null)
        {
            return _captions is null ? ConditionOf([.. choices]) : Said([.. choices], _captions.Sentences);
        }

        var given = new List<float>();
        var (item, condition) = (new float[_length], new float[GivenLength(items)]);
        foreach (var choice in choices)
        {
            _pairs.Read(choice, item, condition);
            given.AddRange(condition);
        }

        return ConditionOf([.. given]);
    }

    private Condition ConditionOf(float[] given) => new(
        Tensor.From<float>(given, [given.Length / GivenLength(items), .. _pairs!.ConditionShape.Select(n => (long)n)])
            .To(device, type),
        new(_pairs.ConditionShape));

    // What is said of items.
    private Condition Said(long[] numbers, Func<long, IReadOnlyList<string>> sentences)
    {
        var captions = _captions!;
        var (count, length) = (captions.SentenceCount, captions.WordCount);
        var tokens = new long[numbers.Length * count * length];
        foreach (var (i, number) in numbers.Index())
        {
            var (own, _) = captions.Words.Tokens(sentences(number), count, length);
            own.CopyTo(tokens, i * own.Length);
        }

        return new(Tensor.From<long>(tokens, [numbers.Length, count, length], device), Told!)
        {
            Items = numbers,
            Meanings = [.. numbers.Select(number => captions.Meaning(number))],
            SentenceMeaning = (item, place) =>
                place < captions.Sentences(item).Count ? captions.Meaning(item, place) : -1,
        };
    }

    // An item of which something else is said.
    private long Other(ICaptioned captions, long item, RandomTensors random)
    {
        var own = captions.Meaning(item);
        return Other(item, other => captions.Meaning(other) == own, random);
    }

    // An item's sentences but one, whichever, which is another item's there and says nothing that is said of this one.
    private string[] OneOther(ICaptioned captions, long item, RandomTensors random)
    {
        string[] sentences = [.. captions.Sentences(item)];
        var place = (int)(random.Numbers(1).First() * sentences.Length);
        var own = Enumerable.Range(0, sentences.Length).Select(k => captions.Meaning(item, k)).ToHashSet();
        var other = Other(
            item,
            one => captions.Sentences(one).Count <= place || own.Contains(captions.Meaning(one, place)),
            random);
        sentences[place] = captions.Sentences(other)[place];
        return sentences;
    }

    // Another item, as likely as any that will do; the item itself where next to none does.
    private long Other(long item, Func<long, bool> isRight, RandomTensors random)
    {
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var other = (long)(random.Numbers(1).First() * Choices);
            if (!isRight(other))
            {
                return other;
            }
        }

        return item;
    }

    // The items of a batch, and the images that they are to be made of: what is asked for one is asked for both.
    private void Hold(SampleKey key)
    {
        var wanted = key with { Shared = false, Extrapolated = false };
        if (_pairs is not null && _held == wanted)
        {
            return;
        }

        _held = null; // or half a batch would be taken for one after a damaged item
        for (var i = 0; i < size; i++)
        {
            var item = _values.AsSpan(i * _length, _length);
            if (_pairs is null)
            {
                items.Read(At(key, i), item);
            }
            else
            {
                _pairs.Read(At(key, i), item, _given.AsSpan(i * GivenLength(items), GivenLength(items)));
            }
        }

        _held = wanted;
    }

    private long At(in SampleKey key, int i) => Index(key, (key.Step * size) + i);

    private static int Length(IItems items) => items.Shape.Aggregate(1, (product, length) => product * length);

    private static int GivenLength(IItems items) =>
        (items as IConditioned)?.ConditionShape.Aggregate(1, (product, length) => product * length) ?? 0;

    /// <summary>Items of a data set as one tensor of float32, [count, item...].</summary>
    /// <param name="items">The data.</param>
    /// <param name="first">The first item's number.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="DataException">An item is damaged.</exception>
    public static Tensor Read(IItems items, long first, int count)
    {
        ArgumentNullException.ThrowIfNull(items);
        var length = Length(items);
        var values = new float[(long)count * length];
        for (var i = 0; i < count; i++)
        {
            items.Read(first + i, values.AsSpan(i * length, length));
        }

        return Tensor.From<float>(values, [count, .. items.Shape.Select(n => (long)n)]);
    }

    // Every evaluation within an update walks through the data in an order of its own; endless data are
    // cut into stretches.
    private long Index(SampleKey key, long position) => _shuffle is null
        ? position + ((long)key.Draw << 40)
        : _shuffle.At((position / items.Count!.Value) + ((long)key.Draw << 32), position % items.Count.Value);
}
