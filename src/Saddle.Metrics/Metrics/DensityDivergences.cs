using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Kullback-Leibler divergences both ways, Jensen-Shannon divergence and total variation of points on the line or in
/// the plane, by quadrature. A known mixture is taken as it is, a sample through a Gaussian at each of its points.
/// </summary>
/// <param name="Points">The points of the grid along each coordinate.</param>
/// <param name="Most">The most samples of a side.</param>
/// <remarks>
/// In nats. The integrands are smooth and vanish at the grid's ends, so that the trapezoidal rule converges faster than
/// any power.
/// </remarks>
[Entry(
    "divergences",
    "KL both ways, Jensen-Shannon and total variation of points on the line or in the plane",
    @"\int p \log (p / q),\quad \tfrac12 \mathrm{KL}(p \| m) + \tfrac12 \mathrm{KL}(q \| m),\quad "
    + @"\tfrac12 \int |p - q|",
    "Lin 1991, IEEE Trans. Inf. Theory 37(1), equations 2.1 and 4.1")]
public sealed record DensityDivergences(
    [Parameter("the points of the grid along each coordinate", Min = 16, Max = 100000)] int Points = 1001,
    [Parameter("the most samples of a side", Min = 2, Max = 1e6)] int Most = 5000) : Metric
{
    private const int MostCells = 16_000_000;

    /// <inheritdoc/>
    public override Needs Needs => Needs.Features;

    /// <inheritdoc/>
    public override MetricResult Measure(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentNullException.ThrowIfNull(how);
        var (p, q) = (DensityOf(reference, how.Seed), DensityOf(generated, how.Seed));
        if (p.Width != q.Width || p.Width > 2 || Math.Pow(Points, p.Width) > MostCells)
        {
            throw new SettingsException(
                $"divergences: sides of {p.Width} and {q.Width} coordinates on {Points} points each; "
                + $"expected both of 1 or of 2, and at most {MostCells} points in all");
        }

        var figures = Between(p, q, Points);
        return new(figures) { Notes = [.. Notes(reference, p), .. Notes(generated, q)] };
    }

    /// <summary>The divergences of two densities.</summary>
    /// <param name="p">The reference.</param>
    /// <param name="q">The other, of the same dimensions.</param>
    /// <param name="points">The points along each coordinate.</param>
    public static IReadOnlyList<MetricFigure> Between(Density p, Density q, int points)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(q);
        var grid = Density.Around(p, q, points);
        var (kl, reverse, js, variation) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (a, b) in p.On(grid).Zip(q.On(grid)))
        {
            kl += Term(a, b);
            reverse += Term(b, a);
            js += 0.5 * (Term(a, 0.5 * (a + b)) + Term(b, 0.5 * (a + b)));
            variation += 0.5 * Math.Abs(a - b);
        }

        return
        [
            new("jsd", js * grid.Cell),
            new("kl", kl * grid.Cell),
            new("reverse_kl", reverse * grid.Cell),
            new("total_variation", variation * grid.Cell),
        ];
    }

    // Where q has vanished in double precision while p has not, the divergence is infinite, and the sum says so.
    private static double Term(double p, double q) => p > 0 ? p * Math.Log(p / q) : 0;

    private Density DensityOf(Side side, ulong seed)
    {
        if (side.Modes is { } modes)
        {
            return Density.From(modes);
        }

        using var scope = new TensorScope();
        var features = side.RequireFeatures();
        var width = (int)features.Shape[1];
        var chosen = Subsets.Draw(features, seed, 0, Math.Min(Most, features.Shape[0])).ToDoubles();
        return Density.Estimate([.. chosen.Chunk(width)]);
    }

    private static IEnumerable<string> Notes(Side side, Density density)
    {
        if (side.Modes is null)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{side.Name}: a Gaussian of deviation {density.Deviation:G3} at each of "
                + $"{density.Centres.Count} samples");
        }
    }
}
