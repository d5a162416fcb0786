using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// Items with their classes, those that a run learns from and those that it does not: a published test split, items of
/// a drawn set that are drawn anew, or else the last fifth of the data, which the run has seen.
/// </summary>
internal sealed class HeldOut : IDisposable
{
    private readonly IItems _training;
    private readonly IItems _test;
    private readonly (long First, long Count) _trainingPart;
    private readonly (long First, long Count) _testPart;
    private readonly Shuffle _order;

    private HeldOut(IItems training, IItems test, long? cut, ulong seed, string? note)
    {
        (_training, _test, Note) = (training, test, note);
        var all = training.Count ?? int.MaxValue;
        _trainingPart = (0, cut ?? all);
        _testPart = (cut ?? 0, cut is { } at ? all - at : test.Count ?? int.MaxValue);
        _order = new(seed, _trainingPart.Count);
    }

    /// <summary>What is to be known about the split; null for nothing.</summary>
    public string? Note { get; }

    /// <summary>The items of a moment's data.</summary>
    /// <param name="at">The moment.</param>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    public static HeldOut Of(Snapshot at)
    {
        var (data, seed) = (at.Configuration.Data, (ulong)at.Configuration.Settings.Seed);
        if (data.HeldOut is { } other)
        {
            return new(at.Items, other.Open(at.Data, seed), null, at.Seed, null);
        }

        if (data is not StoredDataSet)
        {
            return new(at.Items, data.Open(at.Data, ~seed), null, at.Seed, null);
        }

        var cut = at.Items.Count!.Value - Math.Max(1, at.Items.Count.Value / 5);
        return new(
            at.Items,
            at.Items,
            cut,
            at.Seed,
            "these data have no test split: the last fifth of them, which the run has seen, is taken for one");
    }

    /// <summary>Items to learn from, in an order of their own, epoch after epoch.</summary>
    /// <param name="first">The position.</param>
    /// <param name="count">How many.</param>
    public (Tensor Samples, Tensor Labels) Training(long first, int count) =>
        Read(_training, count, i => _trainingPart.First + _order[first + i]);

    /// <summary>Held-out items: over again where there are fewer.</summary>
    /// <param name="first">The position.</param>
    /// <param name="count">How many.</param>
    public (Tensor Samples, Tensor Labels) Test(long first, int count) =>
        Read(_test, count, i => _testPart.First + ((first + i) % _testPart.Count));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!ReferenceEquals(_test, _training))
        {
            _test.Dispose();
        }
    }

    private static (Tensor Samples, Tensor Labels) Read(IItems items, int count, Func<int, long> at)
    {
        var length = items.Shape.Aggregate(1, (product, n) => product * n);
        var (values, labels) = (new float[(long)count * length], new long[count]);
        for (var i = 0; i < count; i++)
        {
            items.Read(at(i), values.AsSpan(i * length, length));
            labels[i] = ((ILabelled)items).Label(at(i));
        }

        return (
            Tensor.From<float>(values, [count, .. items.Shape.Select(n => (long)n)]),
            Tensor.From<long>(labels, [count]));
    }
}
