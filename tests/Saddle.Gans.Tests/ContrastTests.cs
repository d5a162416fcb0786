using Saddle.Gans.Networks;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>The cross entropy of what belongs to what, against sums written out.</summary>
public sealed class ContrastTests : IDisposable
{
    private static readonly double[,] Scores =
    {
        { 1, 0.5, -2, 0.1 },
        { 3, 2, 0.2, 0.3 },
        { 0, 1, 4, 0.7 },
        { 0.4, -1, 2, 0.6 },
    };

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchFact]
    public void Columns_that_say_the_same_are_no_mistakes_and_what_is_not_said_counts_nowhere()
    {
        // The first two say the same, the last says nothing.
        long[] meanings = [7, 7, 3, -1];
        var expected = (Entropy(0, 0, 2) + Entropy(1, 1, 2) + Entropy(2, 0, 1, 2)) / 3;
        Assert.Equal(expected, Contrast.Loss(All(), meanings, bothWays: false).Item(), 1e-14);
    }

    [TorchFact]
    public void Where_nobody_knows_what_is_said_all_others_are_mistakes_and_both_ways_are_two_sums()
    {
        var rows = Enumerable.Range(0, 4).Average(i => Entropy(i, 0, 1, 2, 3));
        Assert.Equal(rows, Contrast.Loss(All(), [], bothWays: false).Item(), 1e-14);
        var columns = Enumerable.Range(0, 4).Average(
            j => Math.Log(Enumerable.Range(0, 4).Sum(i => Math.Exp(Scores[i, j]))) - Scores[j, j]);
        Assert.Equal(rows + columns, Contrast.Loss(All(), [], bothWays: true).Item(), 1e-14);
    }

    [TorchFact]
    public void A_batch_in_which_nothing_is_said_costs_nothing() =>
        Assert.Equal(0, Contrast.Loss(All(), [-1, -1, -1, -1], bothWays: true).Item());

    [TorchFact]
    public void Vectors_are_made_of_length_1_and_none_stays_none()
    {
        var unit = Contrast.Unit(Tensor.From<double>([3, 4, 0, 0], [2, 2]));
        Assert.Equal([0.6, 0.8, 0, 0], unit.ToDoubles());
    }

    private static Tensor All() => Tensor.From<double>([.. Scores.Cast<double>()], [4, 4]);

    private static double Entropy(int row, params int[] columns) =>
        Math.Log(columns.Sum(j => Math.Exp(Scores[row, j]))) - Scores[row, row];
}
