using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>
/// Each sample beside the other side: which are copies, which look least like the reference, what is missing.
/// </summary>
/// <param name="Nearest">The reference sample that is nearest to each generated one.</param>
/// <param name="Distances">How far it is, as a share of <see cref="Gap"/>.</param>
/// <param name="Realism">
/// Of each generated sample the largest ratio of a reference ball's radius, to its third neighbour, to the distance
/// from its centre: 1 and more inside of a ball; infinite for a copy.
/// </param>
/// <param name="Missing">
/// Of each reference sample the distance to the nearest generated one in its own ball's radius: above 1 none is near.
/// </param>
/// <remarks>
/// Realism: Kynkäänniemi et al. 2019 (arXiv:1904.06991), section 5, equation 3, with all balls, where the publication
/// leaves out those larger than the median.
/// </remarks>
public sealed record SampleRanking(
    IReadOnlyList<long> Nearest,
    IReadOnlyList<double> Distances,
    IReadOnlyList<double> Realism,
    IReadOnlyList<double> Missing)
{
    private const int Third = 3;

    /// <summary>How far a reference sample usually is from the nearest other one that is not the same.</summary>
    public required double Gap { get; init; }

    /// <summary>Nearer than this share of the gap a generated sample is a near-duplicate of a reference one.</summary>
    public required double Reach { get; init; }

    /// <summary>How many generated samples are near-duplicates.</summary>
    public int Copies => Distances.Count(distance => distance <= Reach);

    /// <summary>Ranks samples.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">What is judged.</param>
    /// <param name="how">Where progress goes, and what stops it.</param>
    /// <exception cref="SettingsException">A side has no features, or too few.</exception>
    public static SampleRanking Of(Side reference, Side generated, MeasuringSettings how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var (x, y) = Side.BothFeatures(reference, generated, 1);
        reference.RequireFeatures(Third + 1L);
        var (n, m) = (x.Shape[0], y.Shape[0]);
        var tileDone = how.Parts(
            Neighbours.TilesWithin(n) + Neighbours.TilesBetween(n, m) + (2 * Neighbours.TilesBetween(m, n)));
        using var scope = new TensorScope();
        var own = Neighbours.Within(x, Third, tileDone);
        var law = Doubles.Of(own.Radii(1), x.Shape[1]);
        var (ofGenerated, ofReference) = (Neighbours.Among(y, x, 1, tileDone), Neighbours.Among(x, y, 1, tileDone));
        var (gap, radii) = (law.Gap > 0 ? law.Gap : 1, own.Radii(Third));
        return new(
            ofGenerated.Places,
            [.. ofGenerated.SquaredDistances.Select(squared => Math.Sqrt(squared) / gap)],
            Realisms(x, y, radii, tileDone),
            [.. ofReference.SquaredDistances.Zip(radii, (squared, radius) => Math.Sqrt(Ratio(squared, radius)))])
        {
            Gap = gap,
            Reach = law.Reach / gap,
        };
    }

    // What is at no distance from a ball without radius lies in it.
    private static double Ratio(double squared, double radius) =>
        radius > 0 ? squared / radius : squared > 0 ? double.PositiveInfinity : 0;

    private static double[] Realisms(Tensor x, Tensor y, double[] radii, Action tileDone)
    {
        var most = new double[y.Shape[0]];
        Neighbours.Visit(x, y, (i, j, distances) =>
        {
            var rows = (int)distances.Shape[0];
            var squared = Tensor.From<double>(radii.AsSpan((int)i, rows), [rows, 1]);

            // The smallest inverse, so that a distance of 0 divides nothing; a ball without radius holds nothing.
            var inverse = Tensor.Select(squared > 0.0, distances / squared, double.PositiveInfinity);
            var least = Algebra.Minimum(inverse.Transpose()).Values.ToDoubles();
            for (var column = 0; column < least.Length; column++)
            {
                most[j + column] = Math.Max(most[j + column], 1 / Math.Sqrt(least[column]));
            }

            tileDone();
        });
        return most;
    }
}
