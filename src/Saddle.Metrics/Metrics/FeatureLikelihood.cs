using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The feature likelihood divergence: how much less likely held-out real samples are under Gaussians around the
/// generated samples, which are fitted to the training samples, than under Gaussians around half of the training
/// samples, in hundredths of a nat a dimension. What is bad, lacks modes or copies the training set makes it great.
/// </summary>
/// <param name="Most">The most generated samples; of more, so many are drawn.</param>
/// <remarks>
/// The reference is what the generator was trained on; held-out samples are <see cref="MeasuringSettings.Test"/>. All
/// three are scaled by the held-out ones' mean and deviation. As fld's code, to its draws: which half of the training
/// samples sets the scale is drawn with the seed of the measurement, as NumPy takes it. <c>fld_gap</c> is how much less
/// likely held-out samples are than training ones, as a negative number: below 0 says that the generator overfits.
/// A dimension in which no held-out sample differs from another has no scale and is left out.
/// </remarks>
/// <example>
/// <code>new FeatureLikelihood().Measure(train, generated, new() { Test = test })["fld_gap"]</code>
/// </example>
[Entry(
    "fld",
    "feature likelihood divergence of held-out samples (--test), and the gap to that of the training samples",
    @"\frac{100}{d}\left(-\log p_{\hat\sigma}(\mathcal{D}_{test} \mid \mathcal{D}_{gen}) - c\right)",
    "Jiralerspong, Bose, Gemp, Qin, Bachrach, Gidel 2023 (arXiv:2302.04440)")]
public sealed record FeatureLikelihood(
    [Parameter("the most generated samples; of more, so many are drawn", Min = 2, Max = 1e6)] int Most = 10_000)
    : Metric
{
    private const double Percent = 100;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override Needs TestNeeds => Needs.Features;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var held = how.Test ?? throw new SettingsException(
            "fld: held-out real samples are missing; expected --test C beside A (what was trained on) and B");
        var (a, b) = Side.BothFeatures(reference, generated);
        _ = Side.BothFeatures(reference, held);
        reference.RequireFeatures(4);
        using var scope = new TensorScope();
        var random = new MersenneTwister((uint)how.Seed);
        var (kept, notes) = (Scaled(held), new List<string>());
        if (kept.Columns.Length < a.Shape[1])
        {
            notes.Add(FormattableString.Invariant($"{a.Shape[1] - kept.Columns.Length} of {a.Shape[1]} dimensions are ")
                + "left out: no held-out sample differs from another in them");
        }

        var (train, test) = (kept.Of(a), kept.Of(held.RequireFeatures()));
        var made = kept.Of(b.Shape[0] > Most ? Pick(b, random.Permutation(b.Shape[0])[..Most]) : b);
        var roundDone = how.Parts(2L * GaussiansAround.RoundCount);
        return new([.. Figures(train, test, made, random, roundDone)]) { Notes = notes };
    }

    private static IEnumerable<MetricFigure> Figures(
        Tensor train, Tensor test, Tensor made, MersenneTwister random, Action roundDone)
    {
        // fld's code draws the order in which it fits: nothing depends on it but what is drawn next.
        _ = random.Permutation(train.Shape[0]);
        var mixture = new GaussiansAround(made, train, roundDone);
        var (ofTest, ofTrain) = (mixture.Loss(test), mixture.Loss(train));
        var order = random.Permutation(train.Shape[0]);
        var half = (int)Math.Min(made.Shape[0], train.Shape[0] / 2);
        var real = new GaussiansAround(Pick(train, order[..half]), Pick(train, order[half..]), roundDone);
        var scale = real.Loss(test);
        return
        [
            new("fld", Percent * (ofTest - scale)),
            new("fld_train", Percent * (ofTrain - scale)),
            new("fld_gap", Percent * (ofTrain - ofTest)),
            new("nll_test", Percent * ofTest),
            new("baseline_nll", Percent * scale),
        ];
    }

    private static Tensor Pick(Tensor rows, long[] chosen) =>
        rows.IndexSelect(0, Tensor.From<long>(chosen, [chosen.Length]));

    private static Scale Scaled(Side held)
    {
        var rows = held.RequireFeatures().Cast(DType.Float64);
        var (mean, deviation) = (rows.Mean([0]), Tensor.Sqrt(rows.Variance([0], unbiased: true)));
        var columns = deviation.ToDoubles()
            .Select((value, i) => (value, i)).Where(c => c.value > 0).Select(c => (long)c.i).ToArray();
        return columns.Length > 0 ? new(mean, deviation, columns) : throw new SettingsException(
            $"{held.Name}: the held-out samples are all the same; expected samples that differ");
    }

    /// <summary>How features are scaled.</summary>
    /// <param name="Mean">[d].</param>
    /// <param name="Deviation">[d].</param>
    /// <param name="Columns">The dimensions that have a scale.</param>
    private sealed record Scale(Tensor Mean, Tensor Deviation, long[] Columns)
    {
        public Tensor Of(Tensor rows) => ((rows.Cast(DType.Float64) - Mean) / Deviation)
            .IndexSelect(1, Tensor.From<long>(Columns, [Columns.Length]));
    }
}
