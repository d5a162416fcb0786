using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>Distances of optimal transport against every order of few points, and against closed forms.</summary>
public sealed class WassersteinTests : TensorTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 7)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_order_of_the_columns_costs_less_than_the_assignment(int n)
    {
        for (var trial = 0UL; trial < 10; trial++)
        {
            var random = new Scalars.Philox(trial, n, Scalars.Purpose.Item);
            var cost = new double[n, n];
            for (var i = 0; i < n * n; i++)
            {
                cost[i / n, i % n] = Math.Round(10 * random.Uniform()) - 2; // ties, and costs below 0
            }

            var least = BruteForce.Orders(n).Min(order => order.Select((column, row) => cost[row, column]).Sum());
            Assert.Equal(least, Transport.Assignment(cost), 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void On_the_line_samples_of_different_sizes_are_repeated_to_a_common_one(int power)
    {
        double[] a = [-1, 0.5, 2], b = [-3, 0, 0.25, 7];
        var (longer, other) = (Repeated(a, 4), Repeated(b, 3));
        var expected = longer.Zip(other, (x, y) => Math.Pow(Math.Abs(x - y), power)).Average();
        Assert.Equal(expected, Transport.OnLine(a, b, power), 1e-13);
        Assert.Equal(expected, Transport.OnLine(b, a, power), 1e-13);

        static double[] Repeated(double[] values, int times) =>
            [.. values.SelectMany(v => Enumerable.Repeat(v, times))];
    }

    [Fact]
    public void Transport_of_nothing_or_of_unequal_sides_is_a_fault_of_the_caller()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Transport.OnLine([], [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Transport.OnLine([1], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Transport.Assignment(new double[2, 3]));
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_shift_is_its_own_distance_and_a_scale_scales_it(int power)
    {
        var metric = new ExactWasserstein(power);
        var plane = Sides.Normals(30, 2, 1);
        Assert.Equal(5, metric.Measure(plane, plane + Tensor.From<double>([3, -4], [2])).Value, 1e-6);
        var (a, b) = (Sides.Normals(30, 2, 2), Sides.Normals(30, 2, 3, 2));
        Assert.Equal(7 * metric.Measure(a, b).Value, metric.Measure(a * 7.0, b * 7.0).Value, 1e-9);
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void Points_on_a_line_of_the_plane_are_as_far_apart_as_on_the_line(int power)
    {
        // Along the direction (3, 4) / 5 the assignment must find what sorting finds.
        var (a, b) = (Sides.Normals(40, 1, 1), Sides.Normals(40, 1, 2, 2, 1));
        var direction = Tensor.From<double>([0.6, 0.8], [1, 2]);
        var metric = new ExactWasserstein(power);
        Assert.Equal(metric.Measure(a, b).Value, metric.Measure(a.MatMul(direction), b.MatMul(direction)).Value, 1e-7);
    }

    [TorchFact]
    public void More_samples_than_are_allowed_are_drawn_from_and_that_is_said()
    {
        var (a, b) = (Sides.Normals(60, 2, 1), Sides.Normals(60, 2, 2));
        var drawn = new ExactWasserstein(Most: 20).Measure(a, b);
        Assert.StartsWith("exact for 20 samples of each side", Assert.Single(drawn.Notes), StringComparison.Ordinal);
        Assert.Empty(new ExactWasserstein(Most: 60).Measure(a, b).Notes);
        Assert.Equal(
            new ExactWasserstein().Measure(Subsets.Draw(a, 1, 0, 20), Subsets.Draw(b, 1, 1, 20)).Value,
            drawn.Value,
            1e-12);
    }

    [TorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sliced_on_the_line_is_exact_whatever_the_directions(int power)
    {
        var (a, b) = (Sides.Normals(33, 1, 1), Sides.Normals(50, 1, 2, 2, 1));
        var sliced = new SlicedWasserstein(7, power).Measure(a, b);
        Assert.Equal(new ExactWasserstein(power).Measure(a, b).Value, sliced.Value, 1e-12);
        Assert.Equal(0, sliced.Figures[0].StandardError!.Value, 1e-7);
    }

    [TorchFact]
    public void Sliced_error_is_that_of_the_mean_over_directions()
    {
        var (a, b) = (Sides.Normals(50, 4, 1), Sides.Normals(50, 4, 2, 1, 0.7));
        var directions = Projections.Directions(30, 4, 1);
        var first = BruteForce.Rows(a.MatMul(directions).Transpose());
        var second = BruteForce.Rows(b.MatMul(directions).Transpose());
        var values = first.Zip(second, (x, y) => x.Order().Zip(y.Order(), (p, q) => (p - q) * (p - q)).Average())
            .ToArray();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 29);
        var figure = new SlicedWasserstein(30).Measure(a, b).Figures[0];
        Assert.Equal(Math.Sqrt(mean), figure.Value, 1e-12);
        Assert.Equal(deviation / Math.Sqrt(30) / (2 * Math.Sqrt(mean)), figure.StandardError!.Value, 1e-12);
    }

    [TorchFact]
    public void Mind_on_the_line_is_three_times_the_mean_squared_distance_of_ranks()
    {
        var (a, b) = (Sides.Normals(25, 1, 1), Sides.Normals(25, 1, 2, 3));
        var expected = 3 * a.ToDoubles().Order().Zip(b.ToDoubles().Order(), (x, y) => (x - y) * (x - y)).Average();
        Assert.Equal(expected, new Mind(5).Measure(a, b).Value, 1e-11);
        Assert.Equal(0, new Mind(5).Measure(a, Tensor.Concatenate([a, a]).Narrow(0, 0, 25)).Value, 1e-14);
    }
}
