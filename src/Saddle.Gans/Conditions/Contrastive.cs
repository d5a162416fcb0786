using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// The discriminator tells, from its last features, which of a batch's sentences is said of an image, sentence by
/// sentence. It learns that from real images; the generator pays where it is not what it was asked for.
/// </summary>
/// <param name="Weight">The weight of the cross entropy in the discriminator's loss.</param>
/// <param name="GeneratorWeight">Its weight in the generator's loss.</param>
/// <param name="Size">The length of the vectors that are compared.</param>
/// <param name="Temperature">What their cosines are divided by.</param>
/// <remarks>
/// Zhang et al. 2021, arXiv:2101.04702 (XMC-GAN), section 4: its loss of images and sentences, which has the batch's
/// other sentences as mistakes where a matching-aware discriminator has one wrong pair; the discriminator's side is of
/// real images alone. Here there may be several sentences: each is set against those in its own place, of which it is
/// no mistake to take one that says the same. Of a batch in shards each shard has its own sentences alone as mistakes.
/// The discriminator reads sentences as it does for its score.
/// </remarks>
/// <example><code>conditioning: [conditional-batch-norm, projection, contrastive]</code></example>
[Entry(
    "contrastive",
    "the discriminator tells which of the batch's sentences are an image's, and both players descend its cross entropy",
    @"L_D \mathrel{+}= \lambda\, \ell(x, t),\quad L_G \mathrel{+}= \lambda_G\, \ell(G(z, t), t),\quad "
    + @"\ell = -E \log \frac{e^{\cos(h(x_i), e(t_i)) / \tau}}{\sum_j e^{\cos(h(x_i), e(t_j)) / \tau}}",
    "Zhang et al. 2021 (arXiv:2101.04702), section 4")]
public sealed record Contrastive(
    [Parameter("the weight in the discriminator's loss", Min = 0, Max = 1e6)] double Weight = 1,
    [Parameter("the weight in the generator's loss", Min = 0, Max = 1e6)] double GeneratorWeight = 1,
    [Parameter("the length of the vectors that are compared", Min = 1, Max = 10_000)] int Size = 64,
    [Parameter("what their cosines are divided by", Min = 1e-3, Max = 1000)] double Temperature = 0.1) : Conditioning
{
    /// <inheritdoc/>
    public override Conditioning? Alone => this with { Weight = 0, GeneratorWeight = 0 };

    /// <inheritdoc/>
    public override Layer Discriminator(
        Blueprint blueprint, IReadOnlyList<int> item, Func<IReadOnlyList<int>, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        RequireSentences(blueprint);
        var read = blueprint.Sentences; // before the layers, whose names would be its names' beginning
        return blueprint.WithHead(Name, item, build, (score, features) =>
        {
            var (image, sentence) = (
                blueprint.Linear("contrast.image", features, Size),
                blueprint.Linear("contrast.sentence", read.Size, Size));
            return (pass, h) =>
            {
                var said = Contrast.Unit(sentence(pass, read.Each(pass)));
                pass.Answers = Tensor.Concatenate(
                    [
                        Contrast.Unit(image(pass, h.Reshape(h.Shape[0], -1))),
                        Condition.Repeated(said.Reshape(said.Shape[0], -1), h.Shape[0]),
                    ],
                    1);
                return score(pass, h);
            };
        });
    }

    /// <inheritdoc/>
    public override Tensor Term(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var weight = player == Player.Generator ? GeneratorWeight : Weight;
        if (weight == 0)
        {
            return 0;
        }

        var (answers, condition) = (round.Answers(player), round.Condition!);
        var image = answers.Narrow(1, 0, Size);
        var places = (answers.Shape[1] / Size) - 1;
        Tensor loss = 0;
        for (var place = 0; place < places; place++)
        {
            var said = answers.Narrow(1, (place + 1) * Size, Size);
            loss += Contrast.Loss(
                image.MatMul(said.Transpose()) / Temperature, condition.SaidAt(place), bothWays: false);
        }

        return weight / places * loss;
    }
}
