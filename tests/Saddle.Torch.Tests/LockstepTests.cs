namespace Saddle.Torch.Tests;

/// <summary>Shards that sum what they have, and differentiate through the sums.</summary>
public sealed class LockstepTests
{
    private static readonly double[] Own = [0.3, -1.2, 0.7];

    [TorchTheory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void All_get_the_sum_in_the_order_of_the_shards(DType type)
    {
        var sums = new double[3];
        Of(3).Run(i =>
        {
            using var scope = new TensorScope();
            Assert.Equal(3, Lockstep.Shards);
            var first = Lockstep.Sum(Tensor.From([1e20, 1], [2]).Cast(type) * (i == 1 ? -1 : i == 0 ? 1 : 1e-20));
            sums[i] = Lockstep.Sum(first.Narrow(0, 0, 1)).Item();
        });
        Assert.All(sums, sum => Assert.Equal(3, sum)); // of (1e20 - 1e20) + 1, three times
        Assert.Equal(1, Lockstep.Shards);
    }

    // f = sum over shards of x_i s^2, s = sum of x_j^3: both derivatives by x_i are known.
    [TorchFact]
    public void Gradients_go_back_through_it_twice()
    {
        var (first, second) = (new double[3], new double[3]);
        Of(3).Run(i =>
        {
            using var scope = new TensorScope();
            var x = Tensor.From([Own[i]], [1]).AsLeaf();
            var s = Lockstep.Sum(x * x * x);
            var slope = Autograd.Gradient((x * s * s).Sum(), [x], createGraph: true)[0];
            first[i] = slope.Item();
            second[i] = Autograd.Gradient(slope.Sum(), [x])[0].Item(); // the sum of row i of the Hessian
        });
        var (t, sum) = (Own.Sum(), Own.Sum(x => x * x * x));
        var squares = Own.Sum(x => x * x);
        for (var i = 0; i < 3; i++)
        {
            var x = Own[i];
            Assert.Equal((sum * sum) + (6 * t * sum * x * x), first[i], 1e-12);
            Assert.Equal(
                (6 * sum * squares) + (3 * 6 * sum * x * x) + (6 * t * 3 * squares * x * x) + (12 * t * sum * x),
                second[i],
                1e-12);
        }
    }

    [TorchTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void One_that_fails_ends_the_others(int failing)
    {
        var (ended, went) = (0, 0);
        var failure = Assert.Throws<NotSupportedException>(() => Of(3).Run(i =>
        {
            using var scope = new TensorScope();
            try
            {
                _ = Lockstep.Sum(1.0);
                went++;
                _ = i == failing ? throw new NotSupportedException("here") : Lockstep.Sum(2.0);
                ended++;
            }
            finally
            {
                went += 10;
            }
        }));
        Assert.Equal("here", failure.Message);
        Assert.Equal((0, 30 + 1 + failing), (ended, went));
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(0)]
    public void Those_that_ask_for_other_sums_are_refused(int more)
    {
        Assert.Throws<InvalidOperationException>(() => Of(2).Run(i =>
        {
            using var scope = new TensorScope();
            if (i == 0 || more > 0)
            {
                _ = Lockstep.Sum(Tensor.Zeros([i + 1], DType.Float64, "cpu"));
            }
        }));
        Assert.Throws<InvalidOperationException>(() => Lockstep.Sum(1.0));
    }

    private static Lockstep Of(int shards) => new(new ShardSums(shards, null));
}
