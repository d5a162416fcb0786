namespace Saddle.Metrics;

/// <summary>
/// Keeps the nearest of the rows that it is shown, some more than are asked for, whose distances are then summed
/// exactly.
/// </summary>
/// <param name="count">How many rows have neighbours.</param>
/// <param name="k">How many of each are asked for.</param>
internal sealed class NearestSearch(long count, int k)
{
    // Beyond those asked for: rounding may put one that ties with the last behind others, and of ties the first counts.
    private const int Spare = 16;

    private readonly int _kept = k + Spare;
    private readonly double[] _distances = Filled(count * (k + Spare), double.PositiveInfinity);
    private readonly long[] _places = Filled(count * (k + Spare), -1L);

    /// <summary>Of each row the distance of the farthest that is kept: nothing beyond it is taken.</summary>
    public double[] Farthest { get; } = Filled(count, double.PositiveInfinity);

    /// <summary>Takes one that may be near.</summary>
    /// <param name="row">The row.</param>
    /// <param name="distance">How far the other one is, squared and about.</param>
    /// <param name="place">Which it is.</param>
    public void Take(long row, double distance, long place)
    {
        if (!(distance < Farthest[row]))
        {
            return;
        }

        var (start, last) = (row * _kept, ((row + 1) * _kept) - 1);
        var at = last;
        for (; at > start && distance < _distances[at - 1]; at--)
        {
            (_distances[at], _places[at]) = (_distances[at - 1], _places[at - 1]);
        }

        (_distances[at], _places[at]) = (distance, place);
        Farthest[row] = _distances[last];
    }

    /// <summary>The neighbours that were found.</summary>
    /// <param name="exact">Sums a distance: of a row to another one.</param>
    public Nearest Result(ExactDistances exact)
    {
        var (distances, places) = (new double[count * k], new long[count * k]);
        var (some, where) = (new double[_kept], new long[_kept]);
        for (var row = 0L; row < count; row++)
        {
            var found = 0;
            for (var at = row * _kept; at < (row + 1) * _kept && _places[at] >= 0; at++, found++)
            {
                where[found] = _places[at];
                some[found] = exact.Squared(row, _places[at]);
            }

            Sort(some.AsSpan(0, found), where.AsSpan(0, found));
            some.AsSpan(0, k).CopyTo(distances.AsSpan((int)(row * k)));
            where.AsSpan(0, k).CopyTo(places.AsSpan((int)(row * k)));
        }

        return new(k, distances, places);
    }

    // Nearly in order, but for what rounding did; of equal distances the earlier row comes first.
    private static void Sort(Span<double> keys, Span<long> items)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            for (var j = i; j > 0 && (keys[j], items[j]).CompareTo((keys[j - 1], items[j - 1])) < 0; j--)
            {
                (keys[j], keys[j - 1]) = (keys[j - 1], keys[j]);
                (items[j], items[j - 1]) = (items[j - 1], items[j]);
            }
        }
    }

    private static T[] Filled<T>(long length, T value)
    {
        var all = new T[length];
        Array.Fill(all, value);
        return all;
    }
}
