using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// The share of real samples that have a generated one nearer than their own k-th real neighbour: near 1 - 2^-k where
/// both laws are one, low where parts of the data are never generated. Beside it the share of generated samples that
/// lie so near some real one (precision: Kynkäänniemi et al. 2019, arXiv:1904.06991, section 2). It needs no modes; for
/// images the distance is that of pixels, which sees gross failures only.
/// </summary>
/// <param name="Samples">The number of samples a side.</param>
/// <param name="K">Which neighbour.</param>
/// <remarks>Naeem et al. 2020, arXiv:2002.09797, section 3.2 and lemma 1: the expected value for equal laws.</remarks>
[Entry(
    "coverage",
    "the share of the data that generated samples come near",
    @"\frac1n \sum_i 1\big[\exists j: |G(z_j) - x_i| \le \mathrm{NN}_k(x_i)\big],\quad "
    + @"E = 1 - 2^{-k}\ \text{for equal laws}",
    "Naeem et al. 2020 (arXiv:2002.09797), section 3.2")]
public sealed record CoverageProbe(
    [Parameter("the number of samples a side", Min = 20, Max = 20000)] int Samples = 1000,
    [Parameter("which neighbour", Min = 1, Max = 1000)] int K = 5) : Probe
{
    // With fewer, chance leaves too many uncovered.
    private const int Least = 200;

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return Sides(at) < Samples && (at.Items is IText || Sides(at) < Least)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the training set has {at.Items.Count} items; "
                + $"among {Samples} some would be drawn twice, and be their own neighbours; expected {Least} or more")
            : null;
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var count = Sides(at);
        var real = count < Samples ? Batches.Read(at.Items, 0, count) : Real(at);
        var found = new PrecisionRecall(K, Closed: true).Measure(
            Side("data", real), Side("generated", at.Generate(StreamName.Coverage, count)), new(at.Seed));
        var (coverage, precision) = (found["coverage"], found["precision"]);
        var expected = 1 - Math.Pow(2, -K);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"generated samples come near {coverage:P1} of the data, "
                + $"where samples of the same law would of {expected:P1}; "
                + $"{precision:P1} of them are within the data's neighbourhoods"),
            [("coverage", coverage), ("precision", precision), ("expected", expected)])
        {
            Note = count < Samples
                ? string.Create(
                    CultureInfo.InvariantCulture, $"of {count} samples a side: all that the training set has")
                : null,
        };
    }

    // As many as are asked for, or all that there are.
    private int Sides(Snapshot at) => (int)Math.Min(at.Items.Count ?? Samples, Samples);

    private Tensor Real(Snapshot at)
    {
        var batches = Enumerable.Range(0, (Samples / at.Configuration.Settings.Batch) + 1)
            .Select(i => at.Game.Real(at.Key(StreamName.Coverage, i)));
        return Tensor.Concatenate([.. batches]).Narrow(0, 0, Samples);
    }

    private static Side Side(string name, Tensor samples) =>
        new(name) { Features = samples.Reshape(samples.Shape[0], -1).To("cpu", DType.Float64) };
}
