using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// Text to image: first features from the latent vector and the sentences, which stages then refine by what they read
/// of the words, each to twice the side; and a discriminator that scores an image alone and with what is said of it.
/// </summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">
/// The features of a place in the generator, and the channels of the discriminator's first layer, which double.
/// </param>
/// <param name="Stages">The number of stages after the first features.</param>
/// <param name="Refinement">What a stage reads, and how.</param>
/// <param name="Order">Which sentences a stage reads.</param>
/// <param name="Alone">Whether an image is scored without what is said of it, too.</param>
/// <param name="EveryStage">
/// Whether each stage makes an image, which a discriminator of its own scores, or the last one alone does.
/// </param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <remarks>
/// In the manner of AttnGAN (Xu et al. 2018, arXiv:1711.10485) and DM-GAN (Zhu et al. 2019, arXiv:1904.01310): gated
/// linear units, batch normalisation, nearest neighbours; a stage reads (<see cref="WordMemory"/> or attention), then
/// comes a residual block of twice the features, then one that doubles the sides. Their discriminators score each
/// stage's image; here one scores the last image, or with <c>every-stage</c> one each as theirs, real ones brought to
/// its side by means of 2 x 2 pixels. All scores count alike, so that with wrong pairs a loss of means is half of
/// the real ones' and a third of each other one's, as in AttnGAN's code, and with several stages the mean of theirs
/// where they take the sum. Sides are 4, doubled several times.
/// </remarks>
/// <example><code>network: {name: text, width: 16, refinement: memory, order: by-stages}</code></example>
[Entry(
    "text",
    "text to image: features from sentences, refined in stages by the words; scores with and without the text",
    @"r_0 = F(z, s),\quad r_{k+1} = U(R_k(r_k, w)),\quad f: x \to (f(x), f(x, s))",
    "Zhu, Pan, Chen and Yang 2019 (arXiv:1904.01310); Xu et al. 2018 (arXiv:1711.10485)")]
public sealed record TextNetwork(
    [Parameter("the length of the latent vector", Min = 1, Max = 100_000)] int Latent = 16,
    [Parameter("the features of a place; the discriminator's double from layer to layer", Min = 1, Max = 10_000)]
    int Width = 32,
    [Parameter("the number of stages after the first features; each doubles the sides", Min = 0, Max = 8)]
    int Stages = 2,
    [Parameter("what a stage reads: none, concatenation, attention or memory")]
    Refinement Refinement = Refinement.Memory,
    [Parameter("which sentences a stage reads: all at once, or one more at each")]
    SentenceOrder Order = SentenceOrder.AtOnce,
    [Parameter("whether an image is scored without what is said of it, too")] bool Alone = true,
    [Parameter("whether each stage makes an image and a discriminator of its own scores it, or the last one alone")]
    bool EveryStage = false,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal) : Network
{
    private const int Least = 4;
    private const int Most = 8; // times the width
    private const double Slope = 0.2;
    private const double Hidden = -1e9;

    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override bool ReadsSentences => true;

    /// <inheritdoc/>
    public override int Levels => EveryStage ? Stages + 1 : 1;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (channels, doublings) = Doublings(item);
        var read = blueprint.Sentences;
        if (Order == SentenceOrder.ByStages && Stages < read.Count - 1)
        {
            throw new SettingsException(
                $"text: {read.Count} sentences are read one by one in {read.Count - 1} stages behind the first "
                + $"features, and there are {Stages}; expected stages={read.Count - 1}, or order=at-once");
        }

        var (length, vector) = read.Start(Order == SentenceOrder.AtOnce ? read.Count : 1);
        var input = Blueprint.Sequence(
            blueprint.Linear("input", Latent + length, 2L * Width * Least * Least),
            Blueprint.Reshape(2L * Width, Least, Least),
            blueprint.BatchNorm("norm", 2L * Width),
            Blueprint.Function(Gated));
        var first = Enumerable.Range(0, doublings - Stages).Select(i => Doubled(blueprint, $"first.{i}", Width));
        Layer[] before =
        [
            (pass, z) => input(pass, Tensor.Concatenate([z, vector(pass, z)], 1)),
            .. first,
        ];
        Layer[] parts =
        [
            Blueprint.Sequence(before),
            .. Enumerable.Range(1, Stages).Select(k => Stage(blueprint, read, k)),
        ];
        var drawn = EachLevel(blueprint, _ => Blueprint.Sequence(
            blueprint.Conv2d("output", Width, channels, 3, padding: 1), Blueprint.Range(item)));
        return (pass, z) =>
        {
            var (r, images) = (z, new List<Tensor>());
            foreach (var (stage, part) in parts.Index())
            {
                r = part(pass, r);
                if (Stages - stage < Levels)
                {
                    images.Insert(0, drawn[Stages - stage](pass, r));
                }
            }

            return Pyramid.Join(images);
        };
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var (inputs, doublings) = Doublings(item);
        if (outputs != 1)
        {
            throw new SettingsException(
                "text has no encoder; expected another network, or no regulariser that needs one");
        }

        var judges = EachLevel(blueprint, level => Judge(blueprint, inputs, doublings - level));
        blueprint.Unconditional = Alone ? Levels : 0;
        return (pass, x) =>
        {
            var levels = x.Shape[1] == inputs ? Pyramid.Of(x, Levels) : x;
            var scores = judges.Select((judge, level) => judge(pass, Pyramid.Level(levels, inputs, level))).ToList();
            return Levels == 1 ? scores[0] : Tensor.Concatenate(
                [
                    .. Alone ? scores.Select(both => both.Narrow(1, 0, 1)) : [],
                    .. scores.Select(both => both.Narrow(1, Alone ? 1 : 0, 1)),
                ],
                1);
        };
    }

    // What there is for images of each side, the last and largest first.
    private List<Layer> EachLevel(Blueprint blueprint, Func<int, Layer> build) =>
    [
        .. Enumerable.Range(0, Levels)
            .Select(level => level == 0 ? build(0) : blueprint.Part($"level.{level}", () => build(level))),
    ];

    // The scores of images of one side: alone, if at all, and with what is said of them.
    private Layer Judge(Blueprint blueprint, int inputs, int doublings)
    {
        var (read, layers, own) = (blueprint.Sentences, new List<Layer>(), (long)inputs);
        for (var i = 0; i < doublings; i++)
        {
            var outside = own;
            own = (long)Width * Math.Min(1 << i, Most);
            layers.Add(blueprint.Conv2d($"layer.{i}", outside, own, 4, 2, 1));
            layers.Add(Leaky);
        }

        var features = Blueprint.Sequence(layers);
        var joint = Blueprint.Sequence(
            blueprint.Conv2d("joint", own + read.Length, own, 3, padding: 1),
            Leaky,
            blueprint.Conv2d("score", own, 1, Least));
        var alone = Alone ? blueprint.Conv2d("alone", own, 1, Least) : null;
        return (pass, x) =>
        {
            var h = features(pass, x);
            var said = read.Whole(pass, x).Reshape(x.Shape[0], read.Length, 1, 1).Expand(-1, -1, Least, Least);
            var scored = joint(pass, Tensor.Concatenate([h, said], 1)).Reshape(-1, 1);
            return alone is null ? scored : Tensor.Concatenate([alone(pass, h).Reshape(-1, 1), scored], 1);
        };
    }

    private static Layer Leaky { get; } = Blueprint.Function(x => Layers.LeakyRelu(x, Slope));

    // A half of the channels, as far as the other half lets through.
    private static Tensor Gated(Tensor x)
    {
        var half = x.Shape[1] / 2;
        return x.Narrow(1, 0, half) * Tensor.Sigmoid(x.Narrow(1, half, half));
    }

    private Layer Stage(Blueprint blueprint, SentenceEncoder read, int stage) =>
        blueprint.Part($"stage.{stage}", () =>
        {
            var refined = Refined(blueprint, read, stage);
            var block = Blueprint.Sequence(
                Normalised(blueprint, "block.0", 2L * Width, 4L * Width),
                Blueprint.Function(Gated),
                Normalised(blueprint, "block.1", 2L * Width, 2L * Width));
            var up = Doubled(blueprint, "up", 2L * Width);
            return (pass, r) =>
            {
                var h = refined(pass, r);
                return up(pass, h + block(pass, h));
            };
        });

    // From features to twice as many.
    private Layer Refined(Blueprint blueprint, SentenceEncoder read, int stage)
    {
        var (from, count) = Order == SentenceOrder.AtOnce ? (0, read.Count) : (Math.Min(stage, read.Count - 1), 1);
        switch (Refinement)
        {
            case Refinement.None:
                return Blueprint.Function(Twice);
            case Refinement.Concatenation:
                var beside = blueprint.Linear("beside", (long)count * read.Size, Width);
                return (pass, r) =>
                {
                    var said = beside(pass, read.Whole(pass, r, from, count)).Reshape(r.Shape[0], Width, 1, 1);
                    return Tensor.Concatenate([r, said.Expand(-1, -1, r.Shape[2], r.Shape[3])], 1);
                };
            case Refinement.Attention:
                var map = blueprint.Weight("attention", Initial.Default(read.Size), Width, read.Size);
                return Placed((pass, places, words, hidden) =>
                {
                    var mapped = Layers.Linear(words, map(pass), 0);
                    var weights = Layers.Softmax(places.MatMul(mapped.Transpose(1, 2)) + hidden, 2);
                    return Tensor.Concatenate([places, weights.MatMul(mapped)], 2);
                });
            default:
                var answered = Placed(new WordMemory(blueprint, "memory", read.Size, Width).Answer);
                return (pass, r) => Twice(answered(pass, r));
        }

        static Tensor Twice(Tensor x) => Tensor.Concatenate([x, x], 1);

        // Places of an image as rows, beside the words of its own caption.
        Layer Placed(Func<Pass, Tensor, Tensor, Tensor, Tensor> reading) => (pass, r) =>
        {
            var (n, height, width) = (r.Shape[0], r.Shape[2], r.Shape[3]);
            var words = Condition.Repeated(Rows(read.Words(pass)), n);
            var hidden = Hidden * (1 - Condition.Repeated(Row(read.Present(pass)), n));
            var places = r.Reshape(n, r.Shape[1], height * width).Transpose(1, 2);
            return reading(pass, places, words, hidden).Transpose(1, 2).Reshape(n, -1, height, width);
        };

        Tensor Rows(Tensor words) => words.Narrow(1, from, count).Reshape(words.Shape[0], -1, read.Size);

        Tensor Row(Tensor present) => present.Narrow(1, from, count).Reshape(present.Shape[0], 1, -1);
    }

    private Layer Doubled(Blueprint blueprint, string name, long inputs) => Blueprint.Sequence(
        Blueprint.Function(x => Layers.UpsampleNearest(x, 2)),
        Normalised(blueprint, name, inputs, 2L * Width),
        Blueprint.Function(Gated));

    private static Layer Normalised(Blueprint blueprint, string name, long inputs, long outputs) =>
        blueprint.Part(name, () => Blueprint.Sequence(
            blueprint.Conv2d("conv", inputs, outputs, 3, padding: 1, bias: false),
            blueprint.BatchNorm("norm", outputs)));

    // How often 4 is doubled to the side.
    private (int Channels, int Doublings) Doublings(IReadOnlyList<int> item)
    {
        var least = Least << Math.Max(1, Stages);
        if (item is [var channels, var height, var width] && height == width && height >= least)
        {
            var doublings = (int)Math.Log2(height / Least);
            if (Least << doublings == height)
            {
                return (channels, doublings);
            }
        }

        throw new SettingsException(
            $"text with stages={Stages} is for square images with a side of {least}, {2 * least}, {4 * least} ..., "
            + $"but an item's shape is [{string.Join(", ", item)}]");
    }
}
