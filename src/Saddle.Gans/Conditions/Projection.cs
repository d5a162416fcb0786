using Saddle.Catalog;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// The discriminator adds to its score the scalar product of its last features and a vector of the class, which is
/// learnt: [classes, features]; of sentences the vector is a linear map of theirs. At its optimum nothing is biased.
/// </summary>
/// <remarks>
/// Miyato and Koyama 2018, arXiv:1802.05637, equation 2: f(x, y) = e_y . h(x) + psi(h(x)). Features are those that the
/// layer that scores sees: pooled over the image where the network pools. Spectral normalisation divides the matrix of
/// all classes too. It begins by Glorot's law, as in the authors' code.
/// </remarks>
/// <example><code>conditioning: [conditional-batch-norm, projection]</code></example>
[Entry(
    "projection",
    "the discriminator's score has a part that is linear in its features, one a class",
    @"f(x, y) = e_y^\top h(x) + \psi(h(x))",
    "Miyato and Koyama 2018 (arXiv:1802.05637), equation 2")]
public sealed record Projection : Conditioning
{
    /// <inheritdoc/>
    public override Layer Discriminator(
        Blueprint blueprint, IReadOnlyList<int> item, Func<IReadOnlyList<int>, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        if (IsText(blueprint))
        {
            var read = blueprint.Sentences; // before the layers, whose names would be its names' beginning
            return blueprint.WithHead(Name, item, build, (score, features) =>
            {
                var map = blueprint.Weight(
                    "projection", Initial.Xavier(features, read.Length), features, read.Length);
                return Beside(score, (pass, h) => Layers.Linear(read.Whole(pass, h), map(pass), 0));
            });
        }

        var classes = Classes(blueprint);
        return blueprint.WithHead(Name, item, build, (score, features) =>
        {
            var weight = blueprint.Weight("projection", Initial.Xavier(features, classes), classes, features);
            return Beside(score, (pass, h) => weight(pass).IndexSelect(0, pass.Asked(h)));
        });
    }

    // [n, features] and the condition's vector of the same length.
    private static Layer Beside(Layer score, Layer vector) => (pass, h) =>
    {
        var flat = h.Reshape(h.Shape[0], -1);
        return score(pass, h).Reshape(flat.Shape[0], -1) + (vector(pass, flat) * flat).Sum([1], keep: true);
    };
}
