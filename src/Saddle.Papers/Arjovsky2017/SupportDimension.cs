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
public sealed record SupportDimension : Claim
{
    // Scales of a neighbourhood. A network of rectified units is linear in pieces: where two meet within the neighbourhood, the
    // samples fill the directions of both, and only a smaller one shows the dimension of either.
    private static readonly double[] Scales = [1e-4, 1e-5, 1e-6];

    /// <inheritdoc/>
    public override int Place => 4;

    /// <inheritdoc/>
    public override Published Published => new("at most dim Z", "lemma 1", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "for every network at every latent vector the displacements of samples at nearby latent vectors have at most dim Z singular values that shrink in proportion to the neighbourhood, and the most at any of its latent vectors is the lesser of dim Z and dim X; where more shrink so, a neighbourhood ten or a hundred times smaller decides";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        int[] latents = [1, 2, 3, 5, 8];
        (string Name, string Data, string Network, int Dimension)[] networks =
        [
            ("mlp to the plane", "{name: ring}", "name: mlp, width: 64, depth: 3", 2),
            ("mlp to 8x8 images", "{name: shapes, size: 8, grey: true, items: 100}", "name: mlp, width: 64, depth: 3", 64),
            ("dcgan to 16x16 images", "{name: shapes, size: 16, grey: true, items: 100}", "name: dcgan, width: 4", 256),
        ];
        var cells = (from n in networks from latent in latents select (n.Name, Latent: latent, n.Dimension, Places: Places(n.Data, n.Network, latent, Math.Min(latent, n.Dimension), setting)))
            .Select(c => (c.Name, c.Latent, c.Dimension, Ranks: c.Places.ConvertAll(p => p.Rank), Smaller: c.Places.Count(p => p.Scale < Scales[0]))).ToList();
        var holds = cells.TrueForAll(c => c.Ranks.Max() == Math.Min(c.Latent, c.Dimension));
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            cells.Max(c => (double)c.Ranks.Max() / c.Latent),
            "largest dimension measured, over dim Z",
            $"In {cells.Count.Text()} networks the largest dimension at {cells[0].Ranks.Count.Text()} latent vectors each {(holds ? "is always" : "is not always")} the lesser of dim Z and dim X: {string.Join("; ", networks.Select(n => $"{n.Name} {string.Join(", ", cells.Where(c => c.Name == n.Name).Select(c => c.Ranks.Max().Text()))}"))} for dim Z of {string.Join(", ", latents.Select(l => l.Text()))}. At {cells.Sum(c => c.Smaller).Text()} of {cells.Sum(c => c.Ranks.Count).Text()} places the neighbourhood had to be made smaller.",
            new("The dimension of a generator's samples", [new(string.Empty, new("dimension of the latent vector"), new("largest dimension measured"),
                [new Line("dim Z", latents.Select(l => (double)l).Gaps(), latents.Select(l => (double)l).Gaps()) { Stroke = Stroke.Dash },
                    .. networks.Select(n => (Trace)new Points(n.Name, latents.Select(l => (double)l).Gaps(), cells.Where(c => c.Name == n.Name).Select(c => (double)c.Ranks.Max()).Gaps()))])]))
        {
            Seeds = cells[0].Ranks.Count,
            Settings = [("networks", "before training, in double precision"), ("latent vectors", cells[0].Ranks.Count.Text()), ("neighbours", "three for each latent dimension and eight, each entry off by a normal number"), ("scale of the neighbourhood", $"{Scales[0].Text()} and a tenth of it, down to {Scales[^1].Text()} where there are more directions than dim Z and dim X"), ("counts as a dimension", "a singular value above rounding (1e-11 of the largest sample's norm) that is 5 to 20 times smaller in the smaller neighbourhood")],
        };
    }

    private static List<(int Rank, double Scale)> Places(string data, string network, int latent, int allowed, ClaimSetting setting)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        using var scope = new TensorScope();
        var configuration = Configuration.Read($"data: {data}\nnetwork: {{{network}, latent: {latent.Text()}}}\nrule: adam\nbatch: 16", "arjovsky2017");
        using var items = configuration.Data.Open(new DataFolder("."), setting.Seed);
        var game = new NeuralGame(configuration.Gan, items, setting.Seed, DType.Float64);
        var generator = game.Start(setting.Seed)[0];
        var count = setting.Full ? 200 : 20;
        return [.. Enumerable.Range(0, count).Select(i => Rank(game, generator, latent, allowed, new Philox(setting.Seed, i, Purpose.Latent)))];
    }

    // A number of displacements that would show more dimensions, were there more.
    private static (int Rank, double Scale) Rank(NeuralGame game, Tensor generator, int latent, int allowed, Philox random)
    {
        using var scope = new TensorScope();
        var count = (3 * latent) + 8;
        double Draw() => Normal.Quantile(random.Uniform() + (0.5 / 9007199254740992.0));
        double[] centre = [.. Enumerable.Range(0, latent).Select(_ => Draw())];
        double[] around = [.. Enumerable.Range(0, count * latent).Select(_ => Draw())];
        (int Rank, double Scale) found = default;
        foreach (var scale in Scales)
        {
            var (larger, rounding) = Spread(game, generator, centre, around, scale);
            var (smaller, _) = Spread(game, generator, centre, around, scale / 10);
            found = (larger.Zip(smaller).Count(s => s.Second > rounding && s.First / s.Second is > 5 and < 20), scale);
            if (found.Rank <= allowed)
            {
                break;
            }
        }

        return found;
    }

    private static (double[] Values, double Rounding) Spread(NeuralGame game, Tensor generator, double[] centre, double[] around, double scale)
    {
        var count = around.Length / centre.Length;
        double[] latents = [.. centre, .. around.Select((a, i) => centre[i % centre.Length] + (scale * a))];
        var samples = game.Generate(generator, Tensor.From(latents, [count + 1, centre.Length])).Reshape(count + 1, -1);
        var displaced = samples.Narrow(0, 1, count) - samples.Narrow(0, 0, 1);
        var matrix = Matrix<double>.Build.DenseOfRowMajor(count, (int)displaced.Shape[1], displaced.ToDoubles());
        return ([.. matrix.Svd(computeVectors: false).S], 1e-11 * Math.Sqrt(samples.Square().Sum([1]).Max().Item()));
    }
}
