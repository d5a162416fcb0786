using System.Globalization;
using Saddle.Catalog;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// Whether generated samples are copies of training data: the distance from a generated sample to the nearest item of
/// the training set, beside the distance from an item to the nearest other one. A generator that has learnt the law is
/// as near as another item is; one that copies is nearer.
/// </summary>
/// <param name="Samples">The number of generated samples.</param>
/// <param name="Items">The most items of the training set that are looked at.</param>
/// <remarks>
/// Meehan, Chaudhuri, Dasgupta 2020, arXiv:2004.05675, section 3: the rank test on distances to the training set.
/// </remarks>
[Entry(
    "memorisation",
    "are generated samples copies of training data: distances to the nearest item",
    @"P(d(G(z), T) < d(x_i, T \setminus x_i))",
    "Meehan, Chaudhuri and Dasgupta 2020 (arXiv:2004.05675), section 3")]
public sealed record MemorisationProbe(
    [Parameter("the number of generated samples", Min = 20, Max = 20000)] int Samples = 1000,
    [Parameter("the most items of the training set that are looked at", Min = 20, Max = 100000)]
    int Items = 5000) : Probe
{
    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Items.Count is not { } count ? "the data never end: there is no training set to copy from"
            : count < 3 ? "the training set has fewer than 3 items"
            : null;
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var count = (int)Math.Min(Items, at.Items.Count!.Value);
        var training = Rows(Batches.Read(at.Items, 0, count));
        var from = Neighbours.SquaredNearest(Rows(at.Generate(StreamName.Memorisation, Samples)), training).ToDoubles();
        var within = Neighbours.SquaredRadii(training, 1).ToDoubles();
        var nearer = Separation.Of(within, from);
        var ratio = Math.Sqrt(Tails.Median(from) / Tails.Median(within));
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a generated sample is nearer to the training set than another item would be with a chance of "
                + $"{nearer:P1} (50 % where nothing is copied); its median distance is {ratio:G3} times an item's"),
            [("nearer", nearer), ("distance-ratio", ratio)])
        {
            Note = at.Items.Count > Items ? FormattableString.Invariant($"on {Items} items of {at.Items.Count}") : null,
        };
    }

    private static Tensor Rows(Tensor samples) => samples.Reshape(samples.Shape[0], -1).To("cpu", DType.Float64);
}
