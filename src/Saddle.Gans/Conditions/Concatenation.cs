using Saddle.Catalog;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// The condition beside the input: a class's vector behind the latent vector and behind a point's coordinates, the same
/// numbers as further channels of an image; an image as further channels, or flat behind a latent vector; the vectors
/// of sentences (<see cref="SentenceReader"/>) as a class's.
/// </summary>
/// <param name="Size">
/// The length of a class's vector, which is learnt; 0 for the unit vector of the class, which is not.
/// </param>
/// <param name="Player">Who.</param>
/// <remarks>
/// Mirza and Osindero 2014, arXiv:1411.1784; as channels of images Radford's code and Reed et al. 2016. With a unit
/// vector the first layer's weights are the embedding. Of a discriminator's [n, channels, h, w] an image [n, c, h, w]
/// makes [n, channels + c, h, w]; a vector stands at each of its places, but once behind its numbers where the network
/// takes it as a vector (<see cref="Network.ReadsVectors"/>). A generator that works on images reads it itself
/// (<see cref="Network.ReadsImages"/>).
/// </remarks>
/// <example><code>conditioning: [{name: concatenation, size: 16, player: generator}]</code></example>
[Entry(
    "concatenation",
    "the condition beside the latent vector and beside the sample",
    @"G([z, e_y]),\quad f([x, e_y])",
    "Mirza and Osindero 2014 (arXiv:1411.1784)")]
public sealed record Concatenation(
    [Parameter("the length of a class's learnt vector; 0 for its unit vector", Min = 0, Max = 100_000)] int Size = 0,
    [Parameter("who")] ConditionedPlayer Player = ConditionedPlayer.Both) : Conditioning
{
    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, Network network, Func<Network, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(build);
        if (Player == ConditionedPlayer.Discriminator || network.ReadsImages || network.ReadsSentences)
        {
            return build(network);
        }

        var told = Told(blueprint);
        var (length, vector) = told.IsLabel ? Vector(blueprint)
            : told.IsText ? blueprint.Sentences.Start(told.Shape[0])
            : Flat(blueprint);
        var layer = build(network with { Latent = network.Latent + length });
        return (pass, z) => layer(pass, Tensor.Concatenate([z, vector(pass, z)], 1));
    }

    /// <inheritdoc/>
    public override Layer Discriminator(
        Blueprint blueprint, IReadOnlyList<int> item, Func<IReadOnlyList<int>, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(build);
        if (Player == ConditionedPlayer.Generator)
        {
            return build(item);
        }

        var told = Told(blueprint);
        var (length, beside) = told.IsImage ? Image(blueprint, item)
            : told.IsText ? (blueprint.Sentences.Length, blueprint.Sentences.Whole)
            : Vector(blueprint);
        if (blueprint.ReadsVectors && !told.IsImage)
        {
            var flat = build([item.Aggregate(1, (product, n) => product * n) + length]);
            return (pass, x) => flat(pass, Tensor.Concatenate([x.Reshape(x.Shape[0], -1), beside(pass, x)], 1));
        }

        // characters of a text have their channels last
        var channels = item.Count == 2 ? 1 : 0;
        var layer = build([.. item.Select((n, i) => i == channels ? n + length : n)]);
        return (pass, x) => layer(pass, Tensor.Concatenate([x, Spread(beside(pass, x), x)], channels + 1));
    }

    private (int Length, Layer Vector) Vector(Blueprint blueprint)
    {
        var classes = Classes(blueprint);
        if (Size == 0)
        {
            return (classes, (pass, x) => Layers.OneHot(pass.Asked(x), classes).Cast(x.DType));
        }

        var embedding = blueprint.Parameter("condition.weight", Initial.Normal(1), classes, Size);
        return (Size, (pass, x) => pass[embedding].IndexSelect(0, pass.Asked(x)));
    }

    // What is no class, as the numbers that it has.
    private static (int Length, Layer Numbers) Flat(Blueprint blueprint) => (
        blueprint.Told!.Shape.Aggregate(1, (product, length) => product * length),
        (pass, x) => pass.Asked(x).Reshape(x.Shape[0], -1));

    private static (int Length, Layer Image) Image(Blueprint blueprint, IReadOnlyList<int> item)
    {
        var shape = blueprint.Told!.Shape;
        return item is [_, var height, var width] && (height, width) == (shape[1], shape[2])
            ? (shape[0], (pass, x) => pass.Asked(x))
            : throw new SettingsException(
                $"concatenation: the condition is [{string.Join(", ", shape)}] and an item "
                + $"[{string.Join(", ", item)}]; expected images of the same rows and columns");
    }

    // A class's vector at every place of an item that has places.
    private static Tensor Spread(Tensor beside, Tensor x)
    {
        var (of, like) = (beside.Shape, x.Shape);
        return (of.Length, like.Length) switch
        {
            (2, 3) => beside.Reshape(of[0], 1, of[1]).Expand(-1, like[1], -1),
            (2, 4) => beside.Reshape(of[0], of[1], 1, 1).Expand(-1, -1, like[2], like[3]),
            _ => beside,
        };
    }
}
