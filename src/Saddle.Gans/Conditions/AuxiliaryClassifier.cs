using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// The discriminator says the class too, from its last features: [n, features] to logits [n, classes]. Both players
/// descend the cross entropy of that answer, on the batch's own classes.
/// </summary>
/// <param name="Weight">The weight of the cross entropy in both losses.</param>
/// <param name="Generated">Whether the discriminator's classifier learns from generated samples, too.</param>
/// <remarks>
/// Odena, Olah, Shlens 2017, arXiv:1610.09585, section 4: there the classifier learns from both. It lowers H(Y|X), so
/// where classes overlap the generator leaves out what they share (Gong et al. 2019, arXiv:1907.02690).
/// </remarks>
/// <example><code>conditioning: [{name: concatenation, player: generator}, auxiliary-classifier]</code></example>
[Entry(
    "auxiliary-classifier",
    "the discriminator says the class, and both players descend its cross entropy",
    @"L_D \mathrel{+}= -\lambda E \log C(y|x) - \lambda E \log C(y|G(z, y)),\quad "
    + @"L_G \mathrel{+}= -\lambda E \log C(y|G(z, y))",
    "Odena, Olah and Shlens 2017 (arXiv:1610.09585), section 4")]
public sealed record AuxiliaryClassifier(
    [Parameter("the weight of the cross entropy", Min = 0, Max = 1e6)] double Weight = 1,
    [Parameter("whether the classifier learns from generated samples, too")] bool Generated = true) : Conditioning
{
    /// <inheritdoc/>
    public override Conditioning? Alone => this with { Weight = 0 };

    /// <inheritdoc/>
    public override Layer Discriminator(
        Blueprint blueprint, IReadOnlyList<int> item, Func<IReadOnlyList<int>, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var classes = Classes(blueprint);
        return blueprint.WithHead(Name, item, build, (score, features) =>
        {
            var classify = blueprint.Linear("classifier", features, classes);
            return (pass, h) =>
            {
                pass.Answers = classify(pass, h.Reshape(h.Shape[0], -1));
                return score(pass, h);
            };
        });
    }

    /// <inheritdoc/>
    public override Tensor Term(Player player, Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        Player[] learntFrom = player == Player.Generator ? [Player.Generator]
            : Generated ? [Player.Discriminator, Player.Generator]
            : [Player.Discriminator];
        return Weight * learntFrom
            .Select(of => CrossEntropy(round.Answers(of), round.Condition!))
            .Aggregate((sum, one) => sum + one);
    }

    private static Tensor CrossEntropy(Tensor logits, Condition condition) =>
        -(Layers.LogSoftmax(logits, 1)
            * Layers.OneHot(condition.Values, condition.Form.Classes).Cast(logits.DType)).Sum() / logits.Shape[0];
}
