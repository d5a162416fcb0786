using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// Encoders of images and of sentences that learn in a stage before the GAN which image belongs to which sentences of a
/// batch, and stay as they are from then on. The generator then pays where its samples do not match what was asked for.
/// </summary>
/// <param name="Weight">The weight of that in the generator's loss.</param>
/// <param name="Form">What images and sentences are matched by.</param>
/// <param name="Read">
/// Whether both players read these encoders' vectors of words and sentences; else each learns an encoder of its own.
/// </param>
/// <param name="Width">The channels of the image encoder's first layer; they double from layer to layer.</param>
/// <param name="Noise">
/// The most noise that the encoder of images sees them through, in units of their values (from -1 to 1): of each image
/// the standard deviation is uniform in 0 to this.
/// </param>
/// <param name="Gamma1">How sharply a word attends to regions.</param>
/// <param name="Gamma2">How much the words count that match best.</param>
/// <param name="Gamma3">How sharply an image is told from the others of its batch.</param>
/// <remarks>
/// With words and regions the DAMSM of Xu et al. 2018, arXiv:1711.10485, equations 7 to 13, whose three factors are
/// these defaults; with sentences alone its equations for them, which is the symmetric cross entropy of Radford et al.
/// 2021, arXiv:2103.00020 (CLIP), at a fixed temperature. Words and sentences are read as
/// <see cref="SentenceReader"/> says, and a caption's vector is the mean of its sentences'. Images of which the same is
/// said count as no mistakes; so are captions of one class masked in AttnGAN's code. The encoder of images is a small
/// convolutional network in the place of Inception, and learns from the data alone. Without noise it is pleased by
/// patterns that nobody sees.
/// </remarks>
/// <example><code>conditioning: [{name: matching-encoder, form: words-and-regions, weight: 5}, concatenation]
/// stages: [{name: pretraining, steps: 2500, rule: "adam:eta=0.002"}]</code></example>
[Entry(
    "matching-encoder",
    "encoders that learnt which image belongs to which sentences; the generator pays where its samples do not match",
    @"L_G \mathrel{+}= -\lambda\,(\log P(t|G(z, t)) + \log P(G(z, t)|t)),\quad "
    + @"P(t_i|x_j) = e^{\gamma_3 R(x_j, t_i)} / \textstyle\sum_k e^{\gamma_3 R(x_j, t_k)}",
    "Xu et al. 2018 (arXiv:1711.10485), section 3.2; Radford et al. 2021 (arXiv:2103.00020)")]
public sealed record MatchingEncoder(
    [Parameter("the weight in the generator's loss", Min = 0, Max = 1e6)] double Weight = 1,
    [Parameter("what is matched: sentences, or words-and-regions too")]
    MatchingForm Form = MatchingForm.Sentences,
    [Parameter("whether both players read its vectors, in the place of encoders of their own")] bool Read = true,
    [Parameter("the channels of the image encoder's first layer; they double", Min = 1, Max = 10_000)] int Width = 16,
    [Parameter("the most noise on what the image encoder sees", Min = 0, Max = 10)] double Noise = 0,
    [Parameter("how sharply a word attends to regions", Min = 1e-3, Max = 1000)] double Gamma1 = 4,
    [Parameter("how much the words count that match best", Min = 1e-3, Max = 1000)] double Gamma2 = 5,
    [Parameter("how sharply an image is told from the others of its batch", Min = 1e-3, Max = 1000)]
    double Gamma3 = 10) : Conditioning
{
    /// <inheritdoc/>
    public override Conditioning? Alone => this with { Weight = 0 };

    /// <inheritdoc/>
    public override bool LearnsBefore => true;

    /// <summary>Asks for the encoders, before a network is built.</summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    /// <param name="item">
    /// The shape of an item; null for the discriminator, which has no use for the encoder of images.
    /// </param>
    /// <exception cref="SettingsException">The data give no sentences, or no images.</exception>
    internal void Begin(Blueprint blueprint, IReadOnlyList<int>? item)
    {
        RequireSentences(blueprint);
        blueprint.ReadsCondition = true;
        blueprint.Match(this, item);
    }

    /// <inheritdoc/>
    public override Tensor Before(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Mismatch(Noised(round.Real, round), learns: true);
    }

    /// <inheritdoc/>
    public override Tensor Term(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return player == Player.Generator && Weight > 0
            ? Weight * round.Mismatch(Noised(round.Generated, round), learns: false)
            : 0;
    }

    private Tensor Noised(Tensor images, Round round) => Noise == 0
        ? images
        : images + (Noise * round.Random.Uniform(images.Shape[0], 1, 1, 1) * round.Random.Normal(images.Shape));
}
