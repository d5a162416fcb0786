using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Finds nearest rows: tiles of distances by products of matrices give some more than are asked for, whose distances
/// are then summed exactly.
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

    /// <summary>Takes the distances of some rows to some others.</summary>
    /// <param name="first">The number of the first row.</param>
    /// <param name="firstOther">And of the first other one.</param>
    /// <param name="tile">[rows, others]; infinite where two are no neighbours.</param>
    public void Take(long first, long firstOther, Tensor tile)
    {
        var (rows, found) = ((int)tile.Shape[0], (int)Math.Min(_kept, tile.Shape[1]));
        var (values, indices) = Algebra.SmallestAt(tile, found);
        var (distances, places) = (values.ToDoubles(), indices.ToArray<long>());
        for (var row = 0; row < rows; row++)
        {
            for (var at = row * found; at < (row + 1) * found; at++)
            {
                if (!Insert(first + row, distances[at], firstOther + places[at]))
                {
                    break;
                }
            }
        }
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

    /// <summary>Puts a neighbour in its place; no where all that are kept are nearer.</summary>
    private bool Insert(long row, double distance, long place)
    {
        var (start, at) = (row * _kept, ((row + 1) * _kept) - 1);
        if (!(distance < _distances[at]))
        {
            return false;
        }

        for (; at > start && distance < _distances[at - 1]; at--)
        {
            (_distances[at], _places[at]) = (_distances[at - 1], _places[at - 1]);
        }

        (_distances[at], _places[at]) = (distance, place);
        return true;
    }

    private static T[] Filled<T>(long length, T value)
    {
        var all = new T[length];
        Array.Fill(all, value);
        return all;
    }
}
