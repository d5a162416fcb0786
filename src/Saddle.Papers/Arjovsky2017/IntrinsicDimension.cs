using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Figures;
using Saddle.Metrics;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>How many dimensions data fill, by each item's two nearest neighbours.</summary>
/// <remarks>
/// Where n points fill d dimensions evenly, the logarithm of the ratio of the distances to the second and to the first
/// neighbour is exponential of rate d, whatever the density (Facco, d'Errico, Rodriguez and Laio 2017, Scientific
/// Reports 7, 12140), so that d is estimated by one over its mean, with a standard error of d / sqrt(n).
/// </remarks>
[Entry(
    "arjovsky2017/intrinsic-dimension",
    "Images lie on a set of far fewer dimensions than they have pixels.",
    @"\hat d = n / \sum_i \log(r_{i,2} / r_{i,1})",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), section 2.1")]
public sealed record IntrinsicDimension : Claim<IntrinsicDimension.Measurements>
{
    private const double Tolerance = 0.15;
    private const int Coordinates = 256;

    // Normal laws, for they have no edges: near the faces of a cube the estimate is too low.
    private static readonly int[] Known = [1, 2, 4, 8];

    private static readonly (string Name, Shapes Set, int Factors)[] Images =
    [
        ("grey shapes of 16 x 16", new(Size: 16, Grey: true), 4), // size, both places, rotation
        ("shapes in colour of 32 x 32", new(), 5),                // and hue
    ];

    /// <inheritdoc/>
    public override int Place => 26;

    /// <inheritdoc/>
    public override Published Published => new(
        "strong empirical and theoretical evidence that images lie on low-dimensional manifolds",
        "section 2.1",
        "the sentence read in the paper, which measures nothing here");

    /// <inheritdoc/>
    public override string Condition =>
        "normal laws of 1, 2, 4 and 8 dimensions, laid into 256, are measured within 15 %; and drawn images fill at "
        + "most twice as many dimensions as the factors that they are drawn from";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
            [.. Known.Select(d => Dimension(Normal(d, setting), Coordinates))],
            [.. Images.Select(image => Dimension(Read(image.Set, setting), Pixels(image.Set)))],
            Dimension(Noise(setting), Coordinates));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var right = Known.Zip(measured.Known).All(c => Math.Abs(c.Second - c.First) <= Tolerance * c.First);
        var few = Images.Zip(measured.Images).All(i => i.Second <= 2 * i.First.Factors);
        var (first, error) = (measured.Images[0], measured.Images[0] / Math.Sqrt(Count(setting)));
        var images = Images.Zip(measured.Images, (i, d) =>
            $"{i.Name} fill {d.Text("F1")} dimensions ({i.Factors.Text()} factors, {Pixels(i.Set).Text()} numbers)");
        return new(
            right && few ? Outcome.Holds : Outcome.Contradicted,
            first,
            $"dimensions that {Images[0].Name} fill",
            $"{string.Join(", ", images)}; white noise of 256 numbers fills {measured.Noise.Text("F1")}. Normal "
            + $"laws of {string.Join(", ", Known.Select(c => c.Text()))} dimensions: "
            + $"{string.Join(", ", measured.Known.Select(d => d.Text("F2")))}.",
            new("Dimensions that data fill", [Panel(measured)]))
        {
            Interval = (first - (1.96 * error), first + (1.96 * error)),
            Seeds = Count(setting),
            Settings = Settings(setting),
        };
    }

    /// <summary>The number of dimensions that points fill.</summary>
    /// <param name="points">Their coordinates, point by point; no two points are the same.</param>
    /// <param name="coordinates">The number of coordinates.</param>
    internal static double Dimension(float[] points, int coordinates)
    {
        using var scope = new TensorScope();
        var rows = Tensor.From<float>(points, [points.Length / coordinates, coordinates]).Cast(DType.Float64);
        var (nearest, second) = (Squared(1), Squared(2));

        // Squared distances have twice the logarithm.
        return 1 / nearest.Zip(second, (r, s) => Math.Log(s / r) / 2).Average();

        double[] Squared(int k) => Neighbours.SquaredRadii(rows, k).ToDoubles();
    }

    /// <summary>Independent normal numbers.</summary>
    /// <param name="setting">Gives the seed.</param>
    internal static float[] Noise(ClaimSetting setting)
    {
        var random = new Philox(setting.Seed, Known.Length, Purpose.Item);
        return [.. Enumerable.Range(0, Count(setting) * Coordinates).Select(_ => (float)random.UnitNormal())];
    }

    private static int Count(ClaimSetting setting) => setting.Full ? 20_000 : 2000;

    private static int Pixels(Shapes set) => set.Shape.Aggregate((a, b) => a * b);

    // By a linear map of its own, whose entries are normal.
    private static float[] Normal(int dimension, ClaimSetting setting)
    {
        var random = new Philox(setting.Seed, Array.IndexOf(Known, dimension), Purpose.Item);
        double[] map = [.. Enumerable.Range(0, dimension * Coordinates).Select(_ => random.UnitNormal())];
        var points = new float[Count(setting) * Coordinates];
        for (var at = 0; at < points.Length; at += Coordinates)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            double[] inside = [.. Enumerable.Range(0, dimension).Select(_ => random.UnitNormal())];
            for (var i = 0; i < Coordinates; i++)
            {
                points[at + i] = (float)inside.Select((u, j) => u * map[(j * Coordinates) + i]).Sum();
            }
        }

        return points;
    }

    private static float[] Read(Shapes set, ClaimSetting setting)
    {
        using var items = set.Open(DataFolder.FromEnvironment(), setting.Seed);
        var (count, length) = (Count(setting), Pixels(set));
        var all = new float[count * length];
        for (var i = 0; i < count; i++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            items.Read(i, all.AsSpan(i * length, length));
        }

        return all;
    }

    private static Panel Panel(Measurements measured)
    {
        string[] names =
            [.. Known.Select(c => $"normal law of {c.Text()}"), .. Images.Select(i => i.Name), "white noise of 256"];
        return new(
            string.Empty,
            new("data") { Categories = names },
            new("dimensions", Log: true),
            [
                new Bars(
                    "measured",
                    [.. names.Select((_, i) => (double?)i)],
                    [.. measured.Known.Concat(measured.Images).Append(measured.Noise).Select(d => (double?)d)]),
            ]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("points", Count(setting).Text()),
        ("estimator", "two nearest neighbours"),
        ("normal laws", $"laid into {Coordinates.Text()} dimensions by a linear map with normal entries"),
        ("images", string.Join("; ", Images.Select(i => i.Name))),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>The dimensions that were measured.</summary>
    /// <param name="Known">Of normal laws of known dimensions.</param>
    /// <param name="Images">Of drawn images.</param>
    /// <param name="Noise">Of white noise.</param>
    public sealed record Measurements(IReadOnlyList<double> Known, IReadOnlyList<double> Images, double Noise);
}
