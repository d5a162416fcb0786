using System.Numerics;
using Saddle.Games.Kernels;
using Saddle.Scalars;

namespace Saddle.Papers.Becker2023;

/// <summary>A run of ten generated points against ten digits, by the full history under any kernel.</summary>
internal static class DigitRun
{
    /// <summary>The number of true points, and of generated ones.</summary>
    public const int Points = 10;

    /// <summary>Both players' learning rate.</summary>
    public const double Eta = 1;

    /// <summary>The weight of the regulariser.</summary>
    public const double Lambda = 0.01;

    /// <summary>After so many updates each a distance is recorded.</summary>
    public const int Stride = 5;

    private const double Memory = 0.1;

    /// <summary>Runs from noise, uniform in the cube of 784 dimensions.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="digits">The true points.</param>
    /// <param name="trial">The trial's number, by which the noise is drawn.</param>
    /// <param name="steps">The number of updates.</param>
    /// <param name="setting">Gives the seed, and stops the run.</param>
    public static DigitPoints.Trial Measure(
        Kernel kernel,
        double[][] digits,
        int trial,
        int steps,
        ClaimSetting setting)
    {
        var start = Noise(digits[0].Length, trial, setting.Seed);
        var space = new SpannedSpace(digits.Concat(start));

        // A ReLU network sees <x, z> / d. In the smaller space that d is smaller, so all points are scaled by the root
        // of the ratio, and the steps, which are gradients by the scaled points, by the ratio.
        var scale = kernel is ReluNetwork ? (double)space.Dimension / digits[0].Length : 1;
        double[] Small(double[] x) => Array.ConvertAll(space.Coordinates(x), c => c * Math.Sqrt(scale));
        double[] Whole(double[] y) => space.Point(Array.ConvertAll(y, c => c / Math.Sqrt(scale)));
        double[][] truth = [.. digits.Select(Small)];
        double[][] points = [.. start.Select(Small)];
        double[] masses = [.. Enumerable.Repeat(1.0 / Points, Points)];
        var distances = new List<double> { Matched(truth, points) / scale };
        var history = new KernelHistory(kernel, truth, masses, masses, Eta * scale, Eta, Lambda, Memory: Memory);
        var final = history.Run(points, steps, (step, y) =>
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            if (step % Stride == 0)
            {
                distances.Add(Matched(truth, y) / scale);
            }
        });
        return new(distances, [.. final.Select(Whole)], Covered(truth, final));
    }

    /// <summary>
    /// The least mean squared distance over all one-to-one matchings: over sets of true points, generated point by
    /// generated point.
    /// </summary>
    /// <param name="truth">The true points.</param>
    /// <param name="points">As many generated points.</param>
    public static double Matched(double[][] truth, double[][] points)
    {
        var best = new double[1 << truth.Length];
        Array.Fill(best, double.PositiveInfinity);
        best[0] = 0;
        var cost = points.Select(y => truth.Select(x => Square(x, y)).ToArray()).ToArray();
        for (var set = 0; set < best.Length - 1; set++)
        {
            var next = cost[BitOperations.PopCount((uint)set)];
            for (var i = 0; i < truth.Length; i++)
            {
                if ((set & (1 << i)) == 0)
                {
                    best[set | (1 << i)] = Math.Min(best[set | (1 << i)], best[set] + next[i]);
                }
            }
        }

        return best[^1] / truth.Length;
    }

    /// <summary>How many true points are the nearest to some generated point.</summary>
    /// <param name="truth">The true points.</param>
    /// <param name="points">The generated points.</param>
    public static int Covered(double[][] truth, double[][] points) =>
        points.Select(y => Enumerable.Range(0, truth.Length).MinBy(i => Square(y, truth[i]))).Distinct().Count();

    private static double[][] Noise(int dimension, int trial, ulong seed)
    {
        var random = new Philox(seed, trial, Purpose.Start);
        return
        [
            .. Enumerable.Range(0, Points)
                .Select(_ => Enumerable.Range(0, dimension).Select(_ => random.Uniform()).ToArray()),
        ];
    }

    private static double Square(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return sum;
    }
}
