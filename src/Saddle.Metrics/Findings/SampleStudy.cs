using Saddle.Catalog;
using Saddle.Metrics.Extractors;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Looks at samples, with real ones beside them or without.</summary>
/// <param name="how">The seed of which samples are compared, and what stops it.</param>
public sealed class SampleStudy(MeasuringSettings how)
{
    // Where most samples are doubles, the few that are none still tell how far apart samples are.
    private const double FewApart = 0.9;

    // Shares of so many are known to two hundredths, and more takes many times as long.
    private const long MostCompared = 1000;

    private static readonly string Pixels = Catalog<Extractor>.EntryOf(new RawPixels()).Name;

    /// <summary>Looks.</summary>
    /// <param name="real">Real samples; null where there are none.</param>
    /// <param name="generated">Generated ones.</param>
    /// <exception cref="SettingsException">A side has no features, too few, or they are not of one kind.</exception>
    public SampleFindings Of(Side? real, Side generated)
    {
        ArgumentNullException.ThrowIfNull(generated);
        using var scope = new TensorScope();
        var isPixels = generated.Origin?.Extractor == Pixels;
        var noun = generated.Origin is null ? "sample" : "image";
        var y = Rows(generated);
        if (real is null)
        {
            var own = Doubles.Of(Doubles.Gaps(y), y.Shape[1], FewApart);
            return new(noun, y.Shape[0], Effective(y), Repeats(y, own)) { Absolute = isPixels };
        }

        var x = Rows(real);
        _ = Side.BothFeatures(real, generated);
        if (isPixels)
        {
            // Grey is not nothing: pictures differ from the mean picture.
            (x, y) = (x - x.Mean([0]), y - x.Mean([0]));
        }

        var gaps = Doubles.Gaps(x);
        var law = Doubles.Of(gaps, x.Shape[1]);
        return new(noun, y.Shape[0], Effective(y), Repeats(y, law))
        {
            Real = Compare(x, y, gaps, law),
            Absolute = isPixels,
        };
    }

    private RealComparison Compare(Tensor x, Tensor y, double[] gaps, Doubles law)
    {
        var count = Math.Min(MostCompared, Math.Min(x.Shape[0], y.Shape[0]));
        var (a, b, half) = (Some(x, count), Some(y, count), Math.Min(count, x.Shape[0] / 2));
        var nearest = Neighbours.SquaredNearest(y, x).ToDoubles();
        return new(x.Shape[0], count)
        {
            EffectiveReal = Effective(a),
            EffectiveGenerated = Effective(b),
            Variety = Variety(a, b),
            Spread = Variance(b) / Variance(a) is var ratio && double.IsFinite(ratio) ? ratio : 1,
            Likeness = Likeness.Of(a, b, how),
            Floor = half >= SampleFindings.Least
                ? Likeness.Of(Some(x, half), Some(x, half, skip: half), how)
                : null,
            Repeats = (double)Repeats(a, law) / count,
            Copies = law.Count(nearest),
            Doubled = (double)law.Count(gaps) / x.Shape[0],
            Nearness = law.Nearness(nearest),
            NearnessReal = law.Nearness(gaps),
        };
    }

    // Where the real side has none, nothing can be lost of it.
    private static double Variety(Tensor real, Tensor generated) => Effective(real - real.Mean([0])) is > 1 and var all
        ? (Effective(generated - generated.Mean([0])) - 1) / (all - 1)
        : 1;

    private static double Variance(Tensor rows) => rows.Variance([0], unbiased: false).Sum().Item();

    // Where no sample has a direction, all are the same.
    private static double Effective(Tensor rows) => Tensor.Abs(rows).Max().Item() > 0 ? Vendi.Score(rows) : 1;

    private static long Repeats(Tensor rows, Doubles law) => law.Count(Neighbours.SquaredNearestBefore(rows));

    private Tensor Some(Tensor rows, long count, long skip = 0) => count == rows.Shape[0]
        ? rows
        : rows.IndexSelect(
            0, Tensor.From<long>(Subsets.Choose(how.Seed, rows.Shape[0], 0, count, skip), [count]));

    private static Tensor Rows(Side side) => side.Features is not { } features
        ? throw new SettingsException($"{side.Name}: holds no samples; expected images, points or features of samples")
        : features.Shape[0] >= SampleFindings.Least
        ? features.Cast(DType.Float64)
        : throw new SettingsException(FormattableString.Invariant(
            $"{side.Name}: {features.Shape[0]} samples; expected at least {SampleFindings.Least}, ")
            + "or nothing can be said of them");
}
