namespace Saddle.Papers.Tests.Measuring;

/// <summary>What ways of conditioning make of N(-1, 1) and N(1, 1), by quadrature of the derived laws.</summary>
public sealed class OverlappingClassesTests
{
    private const double Step = 0.0005;

    private static readonly double[] Line = [.. Enumerable.Range(0, 48_001).Select(i => (i * Step) - 12)];

    // Of the two readings of a wrong pair the claim has the first.
    [Fact]
    public void Wrong_pairs_leave_out_what_classes_share()
    {
        IsNear((1.2921, 0.8209, 0.1313), Aware(1, shuffled: true));
        IsNear((1.3992, 0.7755, 0.1882), Aware(1, shuffled: false));
        IsNear((3.0059, 0.9916, 0.0018), Aware(3, shuffled: true));
    }

    [Fact]
    public void A_classifier_of_however_small_a_weight_gives_each_class_its_half_of_the_mixture() =>
        IsNear((1.1666, 0.7994, 0.1587), Moments(1, x => x > 0 ? Density(x, 1) + Density(x, -1) : 0));

    // Where the generator stands still: log(q / (p + q)) - log C is constant on the class's side, C the classifier that
    // learns from real and generated samples alike. With the weight 1 a class ends farther out than its half.
    [Fact]
    public void A_classifier_of_weight_1_takes_a_class_beyond_its_half()
    {
        double Share(double x, double c)
        {
            var posterior = 1 / (1 + Math.Exp(-2 * x));
            return c * posterior / (1 - (c * (1 - posterior))); // u = c (posterior + (1 - posterior) u)
        }

        double Generated(double x, double c) =>
            x > 0 ? (Density(x, 1) + Density(x, -1)) * Share(x, c) / (1 - Share(x, c)) : 0;
        var constant = Root(c => Integral(x => Generated(x, c)) - 1, 0.1, 0.9);
        var (mean, sd, _) = Moments(1, x => Generated(x, constant));
        Assert.Equal(1.2878, mean, 1e-3);
        Assert.Equal(0.7934, sd, 1e-3);
    }

    [Fact]
    public void Moments_are_of_the_classes_towards_their_own_sides()
    {
        Assert.Equal(new ClassMoments(2, 1), ClassMoments.Of([-2, -4], [0, 2]));
        Assert.Equal(new ClassMoments(-1, 0), ClassMoments.Of([1, 1], [-1, -1]));
    }

    private static (double Mean, double Sd, double Distance) Aware(double mean, bool shuffled)
    {
        double Wrong(double x) => shuffled ? (Density(x, mean) + Density(x, -mean)) / 2 : Density(x, -mean);
        double Generated(double x, double k) => Math.Max((2 * k * Density(x, mean)) - Wrong(x), 0);
        var scale = Root(k => Integral(x => Generated(x, k)) - 1, 0, 10);
        return Moments(mean, x => Generated(x, scale));
    }

    // Mean, deviation, and total variation from N(mean, 1).
    private static (double Mean, double Sd, double Distance) Moments(double mean, Func<double, double> density)
    {
        var first = Integral(x => x * density(x));
        return (
            first,
            Math.Sqrt(Integral(x => x * x * density(x)) - (first * first)),
            Integral(x => Math.Abs(density(x) - Density(x, mean))) / 2);
    }

    private static void IsNear(
        (double Mean, double Sd, double Distance) expected, (double Mean, double Sd, double Distance) found)
    {
        Assert.Equal(expected.Mean, found.Mean, 1e-3);
        Assert.Equal(expected.Sd, found.Sd, 1e-3);
        Assert.Equal(expected.Distance, found.Distance, 1e-3);
    }

    private static double Density(double x, double mean) =>
        Math.Exp(-(x - mean) * (x - mean) / 2) / Math.Sqrt(2 * Math.PI);

    private static double Integral(Func<double, double> of) => Line.Sum(of) * Step;

    private static double Root(Func<double, double> of, double low, double high)
    {
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = of(middle) > 0 ? (low, middle) : (middle, high);
        }

        return (low + high) / 2;
    }
}
