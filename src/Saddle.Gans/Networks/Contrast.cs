using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>What of a batch belongs to what, by the cosines of their vectors.</summary>
internal static class Contrast
{
    /// <summary>Takes an entry out of a softmax.</summary>
    public const double Hidden = -1e9;

    private const double Least = 1e-16; // of a squared norm, as in PyTorch's cosines
    private const double Most = 1e30;

    /// <summary>Vectors of length 1 along the last dimension; what is 0 stays so.</summary>
    /// <param name="x">[..., length].</param>
    public static Tensor Unit(Tensor x)
    {
        var dimension = x.Shape.Length - 1;
        return x / Tensor.Sqrt(x.Square().Sum([dimension], keep: true).Clamp(Least, Most));
    }

    /// <summary>
    /// The cross entropy of which column belongs to each row, the first to the first, over the rows that have one: one
    /// number.
    /// </summary>
    /// <param name="scores">[n, n].</param>
    /// <param name="meanings">
    /// One number a row, the same where the same is said: such columns but its own are no mistakes of a row. Less than
    /// 0 where nothing is said: there is no such row and no such column. None where nobody knows.
    /// </param>
    /// <param name="bothWays">Whether which row belongs to each column counts, too.</param>
    public static Tensor Loss(Tensor scores, IReadOnlyList<long> meanings, bool bothWays)
    {
        var count = (int)scores.Shape[0];
        var (own, hidden) = (new double[count * count], new double[count * count]);
        var there = Enumerable.Range(0, count).Where(i => meanings.Count == 0 || meanings[i] >= 0).ToList();
        foreach (var i in there)
        {
            own[(i * count) + i] = 1;
        }

        for (var i = 0; i < count && meanings.Count > 0; i++)
        {
            for (var j = 0; j < count; j++)
            {
                var counts = i == j || (meanings[i] != meanings[j] && meanings[i] >= 0 && meanings[j] >= 0);
                hidden[(i * count) + j] = counts ? 0 : Hidden;
            }
        }

        var open = scores + As(hidden);
        var log = Layers.LogSoftmax(open, 1);
        return -(As(own) * (bothWays ? log + Layers.LogSoftmax(open, 0) : log)).Sum() / Math.Max(1, there.Count);

        Tensor As(double[] values) =>
            Tensor.From<double>(values, [count, count]).To(scores.Device, scores.DType);
    }
}
