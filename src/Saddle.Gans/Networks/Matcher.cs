using Saddle.Gans.Conditions;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// How well images match what is said of them, by encoders of both whose parameters begin with the name matching.
/// </summary>
/// <remarks>
/// Xu et al. 2018, arXiv:1711.10485 (AttnGAN), section 3.2. Of words e_i and regions v_j: s_ij = e_i . v_j, softmax
/// over the words; a_j = softmax_j(gamma1 s_ij), c_i = sum_j a_j v_j (equations 8 and 9); R = log(sum_i exp(gamma2
/// cos(c_i, e_i))) / gamma2 (equation 10). Its code leaves the last division out, so that its gamma3 acts five times
/// as sharply. Words that are not there are hidden, from their own caption and from no other.
/// </remarks>
internal sealed class Matcher
{
    /// <summary>What the parameters' names begin with.</summary>
    public const string Part = "matching";

    private readonly MatchingEncoder _how;
    private readonly SentenceEncoder _text;
    private readonly RegionEncoder _images;

    /// <summary>Asks for the parameters.</summary>
    /// <param name="blueprint">Takes them down.</param>
    /// <param name="how">The settings.</param>
    /// <param name="item">The shape of an item.</param>
    public Matcher(Blueprint blueprint, MatchingEncoder how, IReadOnlyList<int> item)
    {
        (_how, _text) = (how, TextOf(blueprint));
        _images = blueprint.Within($"{Part}.image", () => new RegionEncoder(blueprint, item, how.Width, _text.Size));
    }

    /// <summary>What players read sentences with, who do not change it.</summary>
    public SentenceEncoder Text => _text.Frozen;

    /// <summary>The encoder of sentences alone, for a player that has no use for the other.</summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    public static SentenceEncoder TextOf(Blueprint blueprint) =>
        blueprint.Within(Part, () => new SentenceEncoder(blueprint, blueprint.Reader));

    /// <summary>Whether a parameter is of these encoders.</summary>
    /// <param name="name">Its name.</param>
    public static bool Has(string name) => name.StartsWith($"{Part}.", StringComparison.Ordinal);

    /// <summary>
    /// The cross entropy of which sentences belong to each image, plus that of which image belongs to each sentences.
    /// </summary>
    /// <param name="pass">The pass, whose condition is what was said.</param>
    /// <param name="images">[n, channels, height, width], one for each condition.</param>
    public Tensor Loss(Pass pass, Tensor images)
    {
        var (regions, whole) = _images.Encode(pass, images);
        var loss = Told(Contrast.Unit(whole).MatMul(Contrast.Unit(Caption(pass)).Transpose()));
        return _how.Form == MatchingForm.WordsAndRegions
            ? loss + Told(WordMatch(regions(), pass))
            : loss;

        Tensor Told(Tensor match) => Contrast.Loss(_how.Gamma3 * match, pass.Condition!.Meanings, bothWays: true);
    }

    /// <summary>The cosines of images and captions, [images, captions].</summary>
    /// <param name="pass">The pass, whose condition is the captions.</param>
    /// <param name="images">[images, channels, height, width].</param>
    public Tensor Cosines(Pass pass, Tensor images) =>
        Contrast.Unit(_images.Encode(pass, images).Whole).MatMul(Contrast.Unit(Caption(pass)).Transpose());

    // The mean of the sentences that there are.
    private Tensor Caption(Pass pass)
    {
        var sentences = _text.Each(pass);
        var there = (_text.Present(pass).Sum([2], keep: true) > 0).Cast(sentences.DType);
        return (sentences * there).Sum([1]) / there.Sum([1]).Clamp(1, _text.Count);
    }

    // R of every image and every caption, [images, captions].
    private Tensor WordMatch(Tensor regions, Pass pass)
    {
        var (words, present) = (_text.Words(pass), _text.Present(pass));
        var (count, captions, size) = (regions.Shape[0], words.Shape[0], words.Shape[3]);
        words = words.Reshape(1, -1, size);
        var hidden = ((1 - present) * Contrast.Hidden).Reshape(1, captions, -1, 1);
        var scores = words.Expand(count, -1, -1).MatMul(regions.Transpose(1, 2));
        var shares = Layers.Softmax(scores.Reshape(count, captions, -1, regions.Shape[1]) + hidden, 2);
        var attention = Layers.Softmax(_how.Gamma1 * shares, 3).Reshape(count, -1, regions.Shape[1]);
        var seen = Contrast.Unit(attention.MatMul(regions));
        var cosines = (seen * Contrast.Unit(words)).Sum([2]).Reshape(count, captions, -1);
        var each = Tensor.Exp(_how.Gamma2 * cosines) * present.Reshape(1, captions, -1);
        return Tensor.Log(each.Sum([2])) / _how.Gamma2;
    }
}
