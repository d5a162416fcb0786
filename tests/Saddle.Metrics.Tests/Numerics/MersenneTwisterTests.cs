namespace Saddle.Metrics.Tests;

/// <summary>The generator of older NumPy against NumPy 1.24 itself.</summary>
public sealed class MersenneTwisterTests
{
    [Fact]
    public void Draws_are_those_of_numpy()
    {
        // numpy.random.seed(42), then choice of 1000 eight times, choice of 10 without replacement, choice of 3.
        var random = new MersenneTwister(42);
        Assert.Equal([102, 435, 860, 270, 106, 71, 700, 20], random.Draw(1000, 8));
        Assert.Equal([0, 1, 5, 3, 4, 7, 8, 9, 2, 6], random.Permutation(10));
        Assert.Equal([0, 1, 1, 1, 1], random.Draw(3, 5));
    }

    [Fact]
    public void One_number_can_only_be_itself() => Assert.Equal([0, 0], new MersenneTwister(1).Draw(1, 2));
}
