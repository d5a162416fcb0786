namespace Saddle.Metrics;

/// <summary>The nearest rows of each row, by exact distances, rising; of equal ones the earlier row first.</summary>
/// <param name="K">How many of each.</param>
/// <param name="SquaredDistances">[n, K], row by row.</param>
/// <param name="Places">Which rows they are, likewise.</param>
internal sealed record Nearest(int K, double[] SquaredDistances, long[] Places)
{
    /// <summary>How many rows have neighbours here.</summary>
    public int Count => Places.Length / K;

    /// <summary>The squared distance of each row to its k-th nearest.</summary>
    /// <param name="k">Which, from 1 to <see cref="K"/>.</param>
    public double[] Radii(int k) => [.. Enumerable.Range(0, Count).Select(i => SquaredDistances[(i * K) + k - 1])];
}
