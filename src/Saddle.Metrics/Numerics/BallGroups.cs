namespace Saddle.Metrics;

/// <summary>
/// How figures of balls around neighbours vary from sample to sample, by what each is without one of twenty groups of a
/// side, whose balls then reach to the next neighbour of the others.
/// </summary>
/// <remarks>
/// A figure is a mean over the samples of one side. Its variance has two parts: that of so many samples beside a fixed
/// other side, and that of the other side, by the jackknife over groups (Shao, Wu 1989, "A general theory for jackknife
/// variance estimation") less what it owes to the first: each sample's own chance to change shows in both. Shares have
/// Wilson's interval for as many samples as have that variance, so that it has a width at 0 and at 1.
/// </remarks>
internal sealed class BallGroups
{
    private const int Groups = 20;

    // Of Student's law with as many degrees of freedom as groups less one, at 97.5 %.
    private const double Quantile = 2.093;

    private readonly bool _closed;
    private readonly int[] _groupOfOther;
    private readonly double[] _whole;
    private readonly double[] _radii;
    private readonly double[] _otherRadii;
    private readonly double[][] _over;
    private readonly double[][] _recalled;
    private readonly double[][] _inBall;

    private BallGroups(Nearest own, Nearest other, int k, bool closed, ulong seed)
    {
        (_closed, _groupOfOther) = (closed, GroupsOf(other.Count, seed, 1));
        _whole = own.Radii(k);
        _radii = Radii(own, k, GroupsOf(own.Count, seed, 0));
        _otherRadii = Radii(other, k, _groupOfOther);
        (Reach, OtherReach) = (Greatest(_radii), Greatest(_otherRadii));
        (_over, _recalled, _inBall) = (Table(other.Count), Table(own.Count), Table(own.Count));
    }

    /// <summary>The squared radius of the greatest ball around each row of the one side.</summary>
    public double[] Reach { get; }

    /// <summary>And of the other.</summary>
    public double[] OtherReach { get; }

    /// <summary>
    /// Groups for balls around the k-th neighbours; null where a side has too few samples to be without a group.
    /// </summary>
    /// <param name="own">The neighbours of one side, some more than k.</param>
    /// <param name="other">Those of the other.</param>
    /// <param name="k">Which neighbour sets a radius.</param>
    /// <param name="closed">Whether the border belongs to a ball.</param>
    /// <param name="seed">The seed of the groups.</param>
    public static BallGroups? Of(Nearest own, Nearest other, int k, bool closed, ulong seed) =>
        Math.Min(own.Count, other.Count) >= Math.Max(2 * Groups, 3 * k) ? new(own, other, k, closed, seed) : null;

    /// <summary>How many neighbours are asked for, so that k are left without a group.</summary>
    /// <param name="k">Which neighbour sets a radius.</param>
    /// <param name="count">How many samples there are.</param>
    public static int Asked(int k, long count) => (int)Math.Min(count - 1, k + (k / 4) + 12);

    /// <summary>Takes a pair.</summary>
    /// <param name="i">Which sample of the one side.</param>
    /// <param name="j">Which of the other.</param>
    /// <param name="distance">Their squared distance.</param>
    public void Take(long i, long j, double distance)
    {
        for (var group = 0; group < Groups; group++)
        {
            if (Lies(distance, _radii[(i * Groups) + group]))
            {
                _over[group][j]++;
            }

            if (Lies(distance, _otherRadii[(j * Groups) + group]))
            {
                _recalled[group][i]++;
            }
        }

        if (Lies(distance, _whole[i]))
        {
            _inBall[_groupOfOther[j]][i]++;
        }
    }

    /// <summary>The interval of the share of the other side's samples that lie in a ball.</summary>
    /// <param name="counts">In how many each lies.</param>
    public Interval Precision(double[] counts) => Share(counts.Select(Any), _over.Select(row => row.Select(Any)));

    /// <summary>The interval of the share of samples that lie in a ball of the other side.</summary>
    /// <param name="counts">In how many each lies.</param>
    public Interval Recall(double[] counts) => Share(counts.Select(Any), _recalled.Select(row => row.Select(Any)));

    /// <summary>The interval of the share of balls that hold a sample of the other side.</summary>
    /// <param name="counts">How many each holds.</param>
    public Interval Coverage(double[] counts) => Share(
        counts.Select(Any), _inBall.Select(held => counts.Zip(held, (all, some) => Any(all - some))));

    /// <summary>The interval of the mean number of balls over a sample of the other side, by k.</summary>
    /// <param name="counts">How many are over each.</param>
    /// <param name="k">What the mean is divided by.</param>
    public Interval Density(double[] counts, int k)
    {
        var (mean, error) = (counts.Average() / k, Math.Sqrt(Variance(counts, _over)) / k);
        return new(Math.Max(0, mean - (Quantile * error)), mean + (Quantile * error));
    }

    private static double Any(double count) => count > 0 ? 1 : 0;

    private static Interval Share(IEnumerable<double> units, IEnumerable<IEnumerable<double>> without)
    {
        var all = units.ToArray();
        var (p, n, variance) = (all.Average(), all.Length, Variance(all, [.. without.Select(row => row.ToArray())]));
        var effective = p is > 0 and < 1 && variance > 0 ? Math.Min(n, p * (1 - p) / variance) : n;
        var square = Quantile * Quantile / effective;
        var (centre, half) = (
            (p + (square / 2)) / (1 + square),
            Math.Sqrt(square * ((p * (1 - p)) + (square / 4))) / (1 + square));
        return new(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>The variance of a mean over units.</summary>
    /// <param name="units">The units' values.</param>
    /// <param name="without">The same without each group of the other side.</param>
    private static double Variance(double[] units, double[][] without)
    {
        var (n, own) = (units.Length, Math.Pow(Spread.Of(units, ddof: 1).Deviation, 2) / units.Length);
        var means = without.Select(row => row.Average()).ToArray();
        var (mean, rest) = (means.Average(), 0.0);
        for (var i = 0; i < n; i++)
        {
            var ofUnit = without.Average(row => row[i]);
            for (var group = 0; group < Groups; group++)
            {
                rest += Math.Pow(without[group][i] - means[group] - ofUnit + mean, 2);
            }
        }

        var apart = means.Sum(value => (value - mean) * (value - mean));
        return own + Math.Max(0, (Groups - 1.0) / Groups * (apart - (rest / (n * (n - 1.0)))));
    }

    private static int[] GroupsOf(long count, ulong seed, long number)
    {
        var (order, groups) = (Subsets.Choose(seed, count, number, count), new int[count]);
        for (var i = 0; i < order.Length; i++)
        {
            groups[order[i]] = i % Groups;
        }

        return groups;
    }

    // The squared radius of each ball without the samples of each group, row by row; below 0 for the group's own.
    private static double[] Radii(Nearest nearest, int k, int[] groups) =>
    [
        .. Enumerable.Range(0, nearest.Count).SelectMany(
            _ => Enumerable.Range(0, Groups),
            (i, group) => groups[i] == group ? -1 : Radius(nearest, i, k, groups, group)),
    ];

    private static double[] Greatest(double[] radii) => [.. radii.Chunk(Groups).Select(row => row.Max())];

    private static double Radius(Nearest nearest, int i, int k, int[] groups, int group)
    {
        var (at, left) = (i * nearest.K, k);
        for (; at < ((i + 1) * nearest.K) - 1; at++)
        {
            if (groups[nearest.Places[at]] != group && --left == 0)
            {
                break;
            }
        }

        return nearest.SquaredDistances[at];
    }

    private static double[][] Table(long count) =>
        [.. Enumerable.Range(0, Groups).Select(_ => new double[count])];

    private bool Lies(double distance, double radius) => _closed ? distance <= radius : distance < radius;
}
