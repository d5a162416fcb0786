namespace Saddle.Metrics;

/// <summary>Optimal transport between samples whose points all weigh the same, exactly.</summary>
public static class Transport
{
    /// <summary>The p-th power of the Wasserstein distance of samples on the line.</summary>
    /// <param name="a">A sample, rising.</param>
    /// <param name="b">Another, rising; it may have another length.</param>
    /// <param name="power">p, at least 1.</param>
    /// <remarks>
    /// The integral over (0, 1) of the p-th power of the distance of both quantile functions, which are steps.
    /// </remarks>
    public static double OnLine(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int power)
    {
        ArgumentOutOfRangeException.ThrowIfZero(a.Length, nameof(a));
        ArgumentOutOfRangeException.ThrowIfZero(b.Length, nameof(b));
        var (i, j, sum) = (0, 0, 0.0);
        var at = 0L; // of a.Length * b.Length parts
        while (i < a.Length && j < b.Length)
        {
            var (endA, endB) = ((i + 1L) * b.Length, (j + 1L) * a.Length);
            var end = Math.Min(endA, endB);
            sum += (end - at) * Math.Pow(Math.Abs(a[i] - b[j]), power);
            at = end;
            i += endA == end ? 1 : 0;
            j += endB == end ? 1 : 0;
        }

        return sum / ((double)a.Length * b.Length);
    }

    /// <summary>The least total cost of pairing rows with columns.</summary>
    /// <param name="cost">[n, n]: the cost of each pair.</param>
    /// <remarks>
    /// Shortest augmenting paths with potentials, n^3: Jonker and Volgenant 1987, "A shortest augmenting path algorithm
    /// for dense and sparse linear assignment problems".
    /// </remarks>
    public static double Assignment(double[,] cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var n = cost.GetLength(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(cost.GetLength(1), n, nameof(cost));
        var search = new PathSearch(cost, n);
        for (var row = 0; row < n; row++)
        {
            search.Add(row);
        }

        return Enumerable.Range(0, n).Sum(column => cost[search.RowOf[column], column]);
    }

    private sealed class PathSearch(double[,] cost, int n)
    {
        private readonly double[] _rowPotential = new double[n];
        private readonly double[] _columnPotential = new double[n];
        private readonly double[] _distance = new double[n];
        private readonly int[] _before = new int[n];
        private readonly bool[] _visited = new bool[n];

        public int[] RowOf { get; } = [.. Enumerable.Repeat(-1, n)];

        /// <summary>Pairs one more row, by the cheapest way of making room for it.</summary>
        public void Add(int row)
        {
            Array.Fill(_distance, double.PositiveInfinity);
            Array.Fill(_before, -1);
            Array.Clear(_visited);
            var (column, current) = (-1, row);
            var reached = 0.0;
            do
            {
                column = Extend(current, column, reached);
                reached = _distance[column];
                _visited[column] = true;
                current = RowOf[column];
            }
            while (current >= 0);

            Raise(row, reached);
            Turn(row, column);
        }

        /// <summary>Looks from a row to all columns, and takes the nearest that is new.</summary>
        private int Extend(int row, int from, double reached)
        {
            var best = -1;
            for (var column = 0; column < n; column++)
            {
                if (_visited[column])
                {
                    continue;
                }

                var distance = reached + cost[row, column] - _rowPotential[row] - _columnPotential[column];
                if (distance < _distance[column])
                {
                    (_distance[column], _before[column]) = (distance, from);
                }

                best = best < 0 || _distance[column] < _distance[best] ? column : best;
            }

            return best;
        }

        private void Raise(int row, double reached)
        {
            _rowPotential[row] += reached;
            for (var column = 0; column < n; column++)
            {
                if (_visited[column] && RowOf[column] >= 0)
                {
                    _rowPotential[RowOf[column]] += reached - _distance[column];
                    _columnPotential[column] -= reached - _distance[column];
                }
            }
        }

        private void Turn(int row, int column)
        {
            while (column >= 0)
            {
                var before = _before[column];
                RowOf[column] = before >= 0 ? RowOf[before] : row;
                column = before;
            }
        }
    }
}
