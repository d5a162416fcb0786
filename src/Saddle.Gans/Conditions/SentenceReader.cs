using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// How both players read sentences, each with an encoder of its own that learns with it: what else takes up the
/// condition reads what this has made of it.
/// </summary>
/// <param name="Reading">What makes a sentence's vector of its words'.</param>
/// <param name="Size">The length of a word's and of a sentence's vector.</param>
/// <param name="Augmentation">
/// The length of the vector that the generator draws of the sentences' vectors, around their linear map; 0 for none.
/// </param>
/// <param name="Weight">The weight of the divergence of that vector's law from the unit normal one.</param>
/// <remarks>
/// Conditioning augmentation is of Zhang et al. 2017, arXiv:1612.03242 (StackGAN), section 3.2; the divergence is the
/// mean over the vector's numbers, as in its code. That code rectifies the mean and the log-variance, so that no
/// standard deviation is below 1; here both are linear. Recurrent units are those of Cho et al. 2014, arXiv:1406.1078,
/// as PyTorch has them. Words by their characters are in the manner of Reed et al. 2016, arXiv:1605.05395.
/// </remarks>
/// <example><code>conditioning: [{name: sentence-reader, reading: recurrent, size: 32}, concatenation]</code></example>
[Entry(
    "sentence-reader",
    "how both players read sentences: the words' vectors, the sentences', and what is drawn around them",
    @"c = \mu(s) + \sigma(s) \epsilon,\quad L_G \mathrel{+}= \lambda\, \mathrm{KL}(N(\mu, \sigma^2) \,|\, N(0, 1))",
    "Zhang et al. 2017 (arXiv:1612.03242), section 3.2; Xu et al. 2018 (arXiv:1711.10485)")]
public sealed record SentenceReader(
    [Parameter("what makes a sentence's vector of its words': bag, recurrent or characters")]
    WordReading Reading = WordReading.Bag,
    [Parameter("the length of a word's and of a sentence's vector; even but for bag", Min = 1, Max = 10_000)]
    int Size = 32,
    [Parameter("the length of the vector that is drawn around the sentences'; 0 for none", Min = 0, Max = 10_000)]
    int Augmentation = 0,
    [Parameter("the weight of the divergence of what is drawn", Min = 0, Max = 1e6)] double Weight = 1)
    : Conditioning, IValidated
{
    /// <inheritdoc/>
    public override Conditioning? Alone => this with { Weight = 0 };

    /// <inheritdoc/>
    public void Validate()
    {
        if (Reading != WordReading.Bag && Size % 2 != 0)
        {
            throw new SettingsException($"size={Size}: expected an even number, a half of it for each direction");
        }
    }

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, Network network, Func<Network, Layer> build)
    {
        RequireSentences(blueprint);
        return base.Generator(blueprint, network, build);
    }

    /// <inheritdoc/>
    public override Tensor Term(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return player == Player.Generator ? Weight * round.Divergence : 0;
    }
}
