using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// The Wasserstein distance of samples of points, exactly: by quantiles on the line, by an optimal assignment in more
/// dimensions.
/// </summary>
/// <param name="Power">The power p.</param>
/// <param name="Most">In more than one dimension, the most samples of each side: time grows with their cube.</param>
[Entry(
    "wasserstein",
    "Wasserstein distance of two samples of points, exactly",
    @"W_p = \left(\min_\pi \tfrac1n \sum_i |x_i - y_{\pi(i)}|^p\right)^{1/p}",
    "Villani 2009, Optimal Transport, definition 6.1; Jonker and Volgenant 1987")]
public sealed record ExactWasserstein(
    [Parameter("the power p", Min = 1, Max = 4)] int Power = 1,
    [Parameter("in more than one dimension, the most samples of each side", Min = 1, Max = 20000)]
    int Most = 2000) : Metric
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (a, b) = Side.BothFeatures(reference, generated, 1);
        using var scope = new TensorScope();
        if (a.Shape[1] == 1)
        {
            return new(Figure(Transport.OnLine(Rising(a), Rising(b), Power)));
        }

        var size = (int)Math.Min(Most, Math.Min(a.Shape[0], b.Shape[0]));
        var (some, others) = (Subsets.Draw(a, how.Seed, 0, size), Subsets.Draw(b, how.Seed, 1, size));
        var squared = Algebra.SquaredDistances(some.Cast(DType.Float64), others.Cast(DType.Float64)).ToDoubles();
        var cost = new double[size, size];
        for (var i = 0; i < squared.Length; i++)
        {
            cost[i / size, i % size] = Math.Pow(squared[i], 0.5 * Power);
        }

        var all = size == a.Shape[0] && size == b.Shape[0];
        return new(Figure(Transport.Assignment(cost) / size)) { Notes = all ? [] : [DrawnNote(size)] };
    }

    private static string DrawnNote(int size) => string.Create(
        CultureInfo.InvariantCulture,
        $"exact for {size} samples of each side, drawn at random; "
        + $"between few samples the distance is biased upwards");

    private MetricFigure Figure(double power) => new("wasserstein", Math.Pow(power, 1.0 / Power));

    private static double[] Rising(Tensor column)
    {
        var values = column.ToDoubles();
        Array.Sort(values);
        return values;
    }
}
