using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// The Frechet distance of two Gaussians of full rank in 2,048 dimensions, beside SciPy's square root of a matrix.
/// </summary>
internal sealed class FrechetComparison : Comparison
{
    private const int Width = 2048;
    private const double Exponent = 12;

    public override string Name => "frechet";

    public override string Summary => "the Frechet distance of two Gaussians of full rank in 2,048 dimensions";

    public override string Unit => "distances a second of processor time, one thread";

    protected override void Enter(Race race)
    {
        TorchRuntime.SetThreads(1, 1);
        var scope = race.Own(new TensorScope());
        var (first, second) = (Gaussian(1, Power(1)), Gaussian(2, Power(1.5)));
        race.Targets.Add(new("at least 5 times SciPy's rate", "SciPy", 5));
        race.Checks.Add(Known());
        race.Enter(
            "Saddle",
            $"libtorch {TorchRuntime.Version}, {TorchRuntime.Blas}",
            () => 1 / Race.Seconds(() => Frechet.Distance(first, second)));
        try
        {
            var peer = race.Own(new PythonPeer("frechet_scipy", [[0.0]]));
            var (theirs, ours) = (peer.Finals(1)[0][0], Frechet.Distance(first, second));
            race.Checks.Add(
                new(
                    Math.Abs((ours / theirs) - 1) < 1e-6,
                    FormattableString.Invariant($"the same distance: {ours:R}, SciPy's {theirs:R}")));
            race.Enter("SciPy", peer.Versions, () => 1 / peer.Seconds(1));
        }
        catch (InvalidOperationException missing)
        {
            race.Absent.Add(new("SciPy", missing.Message));
        }

        scope.Sweep([first.Mean, first.Covariance], [second.Mean, second.Covariance]);
    }

    // Covariances that commute: the trace of the root is the sum of the roots of the eigenvalues' products. Condition
    // number 1e12.
    private static Check Known()
    {
        double Large(int i) => Math.Pow(10, -Exponent * (i - 1) / (Width - 1));
        double Small(int i) => Large(Width + 1 - i);
        var distance = Frechet.Distance(Gaussian(1, Large), Gaussian(1, Small));
        var known = Enumerable.Range(1, Width).Sum(i => Math.Pow(Math.Sqrt(Large(i)) - Math.Sqrt(Small(i)), 2));
        var error = Math.Abs((distance / known) - 1);
        return new(
            error < 1e-10,
            FormattableString.Invariant(
                $"a known distance at condition number 1e12 has a relative error of {error:E1}"));
    }

    private static Func<int, double> Power(double power) => i => Math.Pow(i, -power);

    /// <summary>Mean 0 and covariance H diag(spectrum) H, with H the reflection along sin(number i).</summary>
    private static FeatureStatistics Gaussian(int number, Func<int, double> spectrum)
    {
        var place = Enumerable.Range(1, Width).ToArray();
        var axis = Tensor.From<double>([.. place.Select(i => Math.Sin(number * i))], [Width, 1]);
        axis /= Math.Sqrt(axis.Square().Sum().Item());
        var identity = Tensor.From<double>(
            [.. Enumerable.Range(0, Width * Width).Select(i => i % (Width + 1) == 0 ? 1.0 : 0)],
            [Width, Width]);
        var reflection = identity - (2 * axis.MatMul(axis.Transpose()));
        var covariance = (reflection * Tensor.From<double>([.. place.Select(spectrum)], [1, Width])).MatMul(reflection);
        return new(Tensor.Zeros([Width], DType.Float64), covariance, null);
    }
}
