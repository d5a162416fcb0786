using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.App.Samples;

/// <summary>
/// Several candidates against one reference: which is better by a figure, and whether that may be chance. Each side is
/// cut into blocks at random, and all figures are measured again without each block of the reference and of the
/// candidates; what a block adds to a figure (the jackknife's pseudo-values, Tukey 1958, about the figure itself) is
/// paired by blocks between candidates, which share the reference's, and the differences are tested by their signs.
/// </summary>
/// <remarks>
/// Figures of blocks alone would be those of few samples, which may put candidates in another order: in balls to fifth
/// neighbours, for one, few samples of all modes lie among the others.
/// </remarks>
/// <param name="Reference">The reference.</param>
/// <param name="Candidates">What is compared.</param>
/// <param name="Blocks">Into how many blocks sides are cut.</param>
/// <param name="How">The seed, and what stops it.</param>
internal sealed record Contest(Side Reference, IReadOnlyList<Side> Candidates, int Blocks, MeasuringSettings How)
{
    /// <summary>Below this chance one is called better.</summary>
    public const double Level = 0.05;

    /// <summary>Compares by a metric.</summary>
    /// <param name="metric">The metric.</param>
    public IReadOnlyList<ContestFigure> By(Metric metric)
    {
        var whole = Candidates.Select(side => metric.Measure(Reference, side, How)).ToList();
        var (added, why) = Added(metric);
        return
        [
            .. Compared(metric, whole[0]).Select(figure => new ContestFigure(
                metric,
                figure,
                [.. whole.Select(result => result.Figures.First(f => f.Name == figure))],
                Pairs(metric, figure, whole, added),
                why)),
        ];
    }

    // A figure that no direction is known of, such as a standard deviation, makes none better.
    private static IEnumerable<string> Compared(Metric metric, MetricResult result) => metric.HigherIsBetter
        ? result.Figures.Select(figure => figure.Name).Where(name => name != "standard_deviation")
        : [result.Figures[0].Name];

    private List<ContestPair> Pairs(
        Metric metric, string figure, List<MetricResult> whole, Func<int, string, double[]> added)
    {
        var pairs = new List<ContestPair>();
        for (var second = 1; second < Candidates.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var differences = added(first, figure).Zip(added(second, figure), (a, b) => a - b)
                    .Where(double.IsFinite).ToArray();
                var chance = differences.Length > 0 ? PairedTest.Chance(differences) : (double?)null;
                var better = (differences.Sum() > 0) == metric.HigherIsBetter ? first : second;
                pairs.Add(new(
                    first,
                    second,
                    whole[first][figure] - whole[second][figure],
                    chance,
                    chance < Level ? better : null));
            }
        }

        return pairs;
    }

    /// <summary>What each block adds to a candidate's figure: of no block where there is no test, and why.</summary>
    private (Func<int, string, double[]> Added, string? Why) Added(Metric metric)
    {
        try
        {
            var again = metric.OnBlock;
            var all = Candidates.Select(side => Measure(again, Reference, side)).ToArray();
            var without = Enumerable.Range(0, Blocks).Select(block =>
            {
                using var scope = new TensorScope();
                var reference = metric.ReferenceNeeds == Needs.None ? Reference : Without(Reference, 0, block);
                How.Cancellation.ThrowIfCancellationRequested();
                return Candidates
                    .Select((side, i) => Measure(again, reference, Without(side, i + 1, block))).ToArray();
            }).ToArray();
            return (
                (candidate, figure) =>
                {
                    // About the figure of all samples: the jackknife's correction of bias is noise where a figure is
                    // not smooth, and the same in every block, where their differences do not show it.
                    var mean = without.Average(results => results[candidate][figure]);
                    return
                    [
                        .. without.Select(results => all[candidate][figure]
                            + ((Blocks - 1) * (mean - results[candidate][figure]))),
                    ];
                },
                null);
        }
        catch (SettingsException refusal)
        {
            // A side without a block may be too small for a metric that the whole one is not too small for.
            return ((_, _) => [], $"no test on {Blocks} blocks: {refusal.Message}");
        }
    }

    private MetricResult Measure(Metric metric, Side reference, Side side) =>
        metric.Measure(reference, side, How with { Progress = null });

    private Side Without(Side side, int number, int block)
    {
        var count = side.Count!.Value;
        var (shuffle, kept) = (new Shuffle(How.Seed, count), new List<long>());
        for (var i = 0L; i < count; i++)
        {
            if (i * Blocks / count != block)
            {
                kept.Add(shuffle.At(number, i));
            }
        }

        return side.Select([.. kept]);
    }
}
