using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Figures;
using Saddle.Gans;
using Saddle.Gans.Training;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>How many dimensions a generator's samples fill.</summary>
[Entry(
    "arjovsky2017/support-dimension",
    "What a generator network makes lies on manifolds of at most as many dimensions as its latent vectors have.",
    @"g(\mathcal Z) \subset \bigcup_i \mathcal M_i,\quad \dim \mathcal M_i \le \dim \mathcal Z",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), lemma 1")]
public sealed record SupportDimension : Claim<SupportDimension.Measurements>
{
    // Scales of a neighbourhood. A network of rectified units is linear in pieces: where two meet within the
    // neighbourhood, the samples fill the directions of both, and only a smaller one shows the dimension of either.
    private static readonly double[] Scales = [1e-4, 1e-5, 1e-6];

    private static readonly int[] Latents = [1, 2, 3, 5, 8];

    private const string Dense = "name: mlp, width: 64, depth: 3";

    private static readonly Generator[] Generators =
    [
        new("mlp to the plane", "{name: ring}", Dense, 2),
        new("mlp to 8x8 images", "{name: shapes, size: 8, grey: true, items: 100}", Dense, 64),
        new("dcgan to 16x16 images", "{name: shapes, size: 16, grey: true, items: 100}", "name: dcgan, width: 4", 256),
    ];

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Published Published => new("at most dim Z", "lemma 1", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "for every network at every latent vector the displacements of samples at nearby latent vectors have at most "
        + "dim Z singular values that shrink in proportion to the neighbourhood, and the most at any of its latent "
        + "vectors is the lesser of dim Z and dim X; where more shrink so, a neighbourhood ten or a hundred times "
        + "smaller decides";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(
        [
            .. Generators.Select(g => (IReadOnlyList<Cell>)
            [
                .. Latents.Select(latent => new Cell(latent, g.Dimension, Places(g, latent, setting))),
            ]),
        ]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var cells = measured.Generators.SelectMany(g => g).ToList();
        var holds = cells.TrueForAll(c => c.Largest == Math.Min(c.Latent, c.Dimension));
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            cells.Max(c => (double)c.Largest / c.Latent),
            "largest dimension measured, over dim Z",
            $"In {cells.Count.Text()} networks the largest dimension at {cells[0].Places.Count.Text()} latent vectors "
            + $"each {(holds ? "is always" : "is not always")} the lesser of dim Z and dim X: "
            + $"{string.Join("; ", measured.Generators.Select(LargestOf))} "
            + $"for dim Z of {string.Join(", ", Latents.Select(l => l.Text()))}. "
            + $"At {cells.Sum(c => c.Places.Count(p => p.Scale < Scales[0])).Text()} of "
            + $"{cells.Sum(c => c.Places.Count).Text()} places the neighbourhood had to be made smaller.",
            new("The dimension of a generator's samples", [Panel(measured)]))
        {
            Seeds = cells[0].Places.Count,
            Settings = Settings(cells[0].Places.Count),
        };
    }

    private static IReadOnlyList<LocalDimension> Places(Generator generator, int latent, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        using var scope = new TensorScope();
        var configuration = Configuration.Read(
            $"data: {generator.Data}\nnetwork: {{{generator.Network}, latent: {latent.Text()}}}\nrule: adam\nbatch: 16",
            "arjovsky2017");
        using var items = configuration.Data.Open(new DataFolder("."), setting.Seed);
        var game = new NeuralGame(configuration.Gan, items, setting.Seed, DType.Float64);
        var parameters = game.Start(setting.Seed)[0];
        var allowed = Math.Min(latent, generator.Dimension);
        LocalDimension At(int place) =>
            DimensionAt(game, parameters, latent, allowed, new Philox(setting.Seed, place, Purpose.Latent));
        return [.. Enumerable.Range(0, setting.Full ? 200 : 20).Select(At)];
    }

    private static LocalDimension DimensionAt(
        NeuralGame game,
        Tensor generator,
        int latent,
        int allowed,
        Philox random)
    {
        using var scope = new TensorScope();
        var count = (3 * latent) + 8; // displacements that would show more dimensions, were there more
        double[] centre = [.. Enumerable.Range(0, latent).Select(_ => random.UnitNormal())];
        double[] around = [.. Enumerable.Range(0, count * latent).Select(_ => random.UnitNormal())];
        var found = new LocalDimension(0, 0);
        foreach (var scale in Scales)
        {
            var (larger, rounding) = Spread(game, generator, centre, around, scale);
            var (smaller, _) = Spread(game, generator, centre, around, scale / 10);
            var shrinking = larger.Zip(smaller).Count(s => s.Second > rounding && s.First / s.Second is > 5 and < 20);
            found = new(shrinking, scale);
            if (found.Dimension <= allowed)
            {
                break;
            }
        }

        return found;
    }

    private static (double[] Values, double Rounding) Spread(
        NeuralGame game,
        Tensor generator,
        double[] centre,
        double[] around,
        double scale)
    {
        var count = around.Length / centre.Length;
        double[] latents = [.. centre, .. around.Select((a, i) => centre[i % centre.Length] + (scale * a))];
        var samples = game.Generate(generator, Tensor.From(latents, [count + 1, centre.Length])).Reshape(count + 1, -1);
        var displaced = samples.Narrow(0, 1, count) - samples.Narrow(0, 0, 1);
        var matrix = Matrix<double>.Build.DenseOfRowMajor(count, (int)displaced.Shape[1], displaced.ToDoubles());
        return ([.. matrix.Svd(computeVectors: false).S], 1e-11 * Math.Sqrt(samples.Square().Sum([1]).Max().Item()));
    }

    private static string LargestOf(IReadOnlyList<Cell> cells, int generator) =>
        $"{Generators[generator].Name} {string.Join(", ", cells.Select(c => c.Largest.Text()))}";

    private static IReadOnlyList<(string Name, string Value)> Settings(int places) =>
    [
        ("networks", "before training, in double precision"),
        ("latent vectors", places.Text()),
        ("neighbours", "three for each latent dimension and eight, each entry off by a normal number"),
        ("scale of the neighbourhood", $"{Scales[0].Text()} and a tenth of it, down to {Scales[^1].Text()} "
            + "where there are more directions than dim Z and dim X"),
        ("counts as a dimension", "a singular value above rounding (1e-11 of the largest sample's norm) that is "
            + "5 to 20 times smaller in the smaller neighbourhood"),
    ];

    private static Panel Panel(Measurements measured)
    {
        var latents = Latents.Select(l => (double)l).Gaps();
        return new(
            string.Empty,
            new("dimension of the latent vector"),
            new("largest dimension measured"),
            [
                new Line("dim Z", latents, latents) { Stroke = Stroke.Dash },
                .. measured.Generators.Select((cells, i) =>
                    new Points(Generators[i].Name, latents, cells.Select(c => (double)c.Largest).Gaps())),
            ]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Generators">Of each of the three networks, one cell a dimension of the latent vectors.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Cell>> Generators);

    /// <summary>A network with latent vectors of one dimension.</summary>
    /// <param name="Latent">The dimension of its latent vectors.</param>
    /// <param name="Dimension">That of its samples.</param>
    /// <param name="Places">What its samples fill around each of some latent vectors.</param>
    public sealed record Cell(int Latent, int Dimension, IReadOnlyList<LocalDimension> Places)
    {
        /// <summary>The most dimensions at any place.</summary>
        internal int Largest => Places.Max(p => p.Dimension);
    }

    /// <summary>The dimensions that samples fill around a latent vector.</summary>
    /// <param name="Dimension">How many.</param>
    /// <param name="Scale">The scale of the neighbourhood that showed them.</param>
    public sealed record LocalDimension(int Dimension, double Scale);

    private sealed record Generator(string Name, string Data, string Network, int Dimension);
}
