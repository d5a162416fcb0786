using MathNet.Numerics.LinearAlgebra;
using Saddle.Games.Kernels;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

public sealed class SecondMomentsTests
{
    [Fact]
    public void Slope_and_curvature_are_those_of_the_kernels_taylor_expansion()
    {
        // One discriminator step from f = 0: f = eta_d (p K(., 0) - q sum K(., y_j)). Its gradient at 0 is b, the
        // derivative of that is -C.
        var random = new Philox(4, 0, Purpose.Start);
        const double Sigma = 1.3;
        const double Q = 0.2;
        const double Delta = 0.3;
        foreach (var size in new[] { 1e-2, 5e-3 })
        {
            double[][] points =
            [
                .. Enumerable.Range(0, 4)
                    .Select(_ =>
                        new[]
                        {
                            random.Uniform(-size, size),
                            random.Uniform(-size, size),
                            random.Uniform(-size, size),
                        }),
            ];
            var model = new SecondMoments(
                Sigma,
                EtaG: 0,
                EtaD: 0.7,
                Lambda: 0.1,
                Mass: Q,
                Generated: 4,
                Delta).Step(SecondMoments.Of(points));
            var kernel = new Gaussian([Sigma], []);
            const double H = 1e-4;
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(Gradient(new double[3])[i], model.Slope[i], Math.Pow(size, 3));
                var (up, down) = (new double[3], new double[3]);
                (up[i], down[i]) = (H, -H);
                for (var j = 0; j < 3; j++)
                {
                    // What the expansion drops is of the fourth order.
                    Assert.Equal(
                        -(Gradient(up)[j] - Gradient(down)[j]) / (2 * H),
                        model.Curvature[j, i],
                        20 * Math.Pow(size, 4) + 1e-8);
                }
            }

            double[] Gradient(double[] x)
            {
                var sum = new double[3];
                kernel.Add(x, new double[3], 0.7 * ((4 * Q) + Delta), sum);
                foreach (var y in points)
                {
                    kernel.Add(x, y, -0.7 * Q, sum);
                }

                return sum;
            }
        }
    }

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.6, 0.2)]
    public void The_version_for_eigenvalues_is_the_same_model(double mass, double delta)
    {
        // The notebook's version for a zero mean in two dimensions.
        const int N = 5;
        var model = new SecondMoments(Sigma: 1.5, EtaG: 0.05, EtaD: 0.1, Lambda: 0.2, mass / N, N, delta);
        var turn = Matrix<double>.Build.DenseOfArray(new[,] { { 0.6, -0.8 }, { 0.8, 0.6 } });
        var at = new Moments(
            Vector<double>.Build.Dense(2),
            Matrix<double>.Build.Dense(2, 2),
            Vector<double>.Build.Dense(2),
            turn * Matrix<double>.Build.DenseOfDiagonalArray([0.1, 0.2]) * turn.Transpose());
        var (c1, c2, r1, r2, g) = (0.0, 0.0, 0.1, 0.2, 1 / 2.25);
        for (var step = 0; step < 500; step++)
        {
            at = model.Step(at);
            (c1, c2) = (
                ((1 - 0.02) * c1) + (0.1 * mass * g * g / 2 * ((3 * r1) + r2)) + (delta * 0.1 * g),
                ((1 - 0.02) * c2) + (0.1 * mass * g * g / 2 * (r1 + (3 * r2))) + (delta * 0.1 * g));
            (r1, r2) = (r1 * Math.Pow(1 - (0.05 * mass / N * c1), 2), r2 * Math.Pow(1 - (0.05 * mass / N * c2), 2));
            var covariance = turn.Transpose() * at.Covariance * turn;
            Assert.Equal(r1, covariance[0, 0], 1e-13);
            Assert.Equal(r2, covariance[1, 1], 1e-13);
            Assert.Equal(0, covariance[0, 1], 1e-13);
        }
    }

    [Fact]
    public void With_one_point_in_one_dimension_it_is_the_one_point_models()
    {
        const double G = 1 / 0.25;
        var (linear, quadratic) = (
            new SecondMoments(0.5, 0.1, 0.2, 0.3, Quadratic: false),
            new SecondMoments(0.5, 0.1, 0.2, 0.3));
        var (first, second) = (SecondMoments.Of([[0.1]]), SecondMoments.Of([[0.1]]));
        var (b, x) = (0.0, 0.1);
        var (b2, c2, x2) = (0.0, 0.0, 0.1);
        for (var step = 0; step < 300; step++)
        {
            (first, second) = (linear.Step(first), quadratic.Step(second));
            b += 0.2 * ((-0.3 * b) - (G * x));
            x += 0.1 * b;
            (b2, c2) = (b2 + (0.2 * ((-0.3 * b2) - (G * x2))), c2 + (0.2 * ((-0.3 * c2) + (1.5 * G * G * x2 * x2))));
            x2 += 0.1 * (b2 - (c2 * x2));
            Assert.Equal(x, first.Mean[0], 1e-14);
            Assert.Equal(x2, second.Mean[0], 1e-14);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    public void For_a_small_spread_it_follows_twenty_points_and_the_notebooks_formula_does_not(double delta)
    {
        // Over 400 updates, in which the wider variance falls to less than two thirds.
        const int N = 20;
        const int Steps = 400;
        var random = new Philox(11, 0, Purpose.Start);
        double[][] start =
        [
            .. Enumerable.Range(0, N).Select(_ => new[] { random.Uniform(-0.15, 0.15), random.Uniform(-0.3, 0.3) }),
        ];
        start = [.. start.Select(y => new[] { y[0] - start.Average(o => o[0]), y[1] - start.Average(o => o[1]) })];
        var history = new KernelHistory(
            new Gaussian([1], []),
            [[0, 0]],
            [1 + delta],
            [.. Enumerable.Repeat(1.0 / N, N)],
            EtaG: 0.8,
            EtaD: 0.05,
            Lambda: 0.1);
        var model = new SecondMoments(1, 0.8, 0.05, 0.1, 1.0 / N, N, delta);
        var moments = SecondMoments.Of(start);
        var (initial, notebook) = (moments, moments);
        var (worst, defective) = (0.0, 0.0);
        history.Run(start, Steps, (_, points) =>
        {
            moments = model.Step(moments);
            notebook = Notebook(model, notebook);
            var measured = SecondMoments.Of(points);
            worst = Math.Max(worst, (moments.Covariance - measured.Covariance).FrobeniusNorm());
            defective = Math.Max(defective, (notebook.Covariance - measured.Covariance).FrobeniusNorm());
        });
        var size = initial.Covariance.FrobeniusNorm();
        Assert.True(moments.Covariance.FrobeniusNorm() < size * 2 / 3, "the covariance hardly changed");
        Assert.True(
            worst < 0.02 * size,
            "the model is off by "
                + $"{(worst / size).ToString("P2", System.Globalization.CultureInfo.InvariantCulture)} of the "
                + "initial covariance");

        // tr(C + ee') feeds the curvature back into itself, which then grows without bound: NaN counts as off.
        Assert.True(
            !(defective <= 3 * worst),
            "tr(C + ee') is off by no more than "
                + $"{(defective / size).ToString("P2", System.Globalization.CultureInfo.InvariantCulture)}, "
                + "tr(Cov + ee') by "
                + $"{(worst / size).ToString("P2", System.Globalization.CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public void Few_points_in_many_dimensions_run_the_same_in_the_space_they_span()
    {
        var random = new Philox(2, 0, Purpose.Start);
        double[][] points =
        [
            .. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 40).Select(_ => random.Uniform(0, 1)).ToArray()),
        ];
        var space = new SpannedSpace(points);
        Assert.Equal(5, space.Dimension);
        Assert.All(
            points,
            p =>
                Assert.All(
                    p.Zip(space.Point(space.Coordinates(p))),
                    pair => Assert.Equal(pair.First, pair.Second, 1e-13)));

        var wide = new KernelHistory(
            new Gaussian([2], []),
            points[..2],
            [0.5, 0.5],
            [0.3, 0.3, 0.4],
            0.5,
            0.5,
            0.1).Run(points[2..], 50);
        double[][] small = [.. points.Select(space.Coordinates)];
        var narrow = new KernelHistory(
            new Gaussian([2], []),
            small[..2],
            [0.5, 0.5],
            [0.3, 0.3, 0.4],
            0.5,
            0.5,
            0.1).Run(small[2..], 50);
        Assert.All(
            wide.Zip(narrow),
            pair => Assert.All(pair.First.Zip(space.Point(pair.Second)), c => Assert.Equal(c.First, c.Second, 1e-12)));
    }

    /// <summary>The update as the notebook prints it: tr(C + ee') where the expansion has tr(Cov + ee').</summary>
    private static Moments Notebook(SecondMoments model, Moments at)
    {
        var right = model.Step(at);
        var (g, mass) = (1 / (model.Sigma * model.Sigma), model.Mass * model.Generated);
        var identity = Matrix<double>.Build.DenseIdentity(at.Mean.Count);
        var curvature = right.Curvature + (
            model.EtaD * mass * g * g / 2 * (at.Curvature.Trace() - at.Covariance.Trace()) * identity);
        var move = identity - (model.EtaG * model.Mass * curvature);
        return new(
            right.Slope,
            curvature,
            (move * at.Mean) + (model.EtaG * model.Mass * right.Slope),
            move * at.Covariance * move.Transpose());
    }
}
