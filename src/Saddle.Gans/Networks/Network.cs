using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// An architecture: how to build a generator and a discriminator for items of a given shape. A sealed record in one
/// file, marked with its catalogue name.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in this folder, a <c>[Parameter]</c> with each of its settings, that
/// asks the <see cref="Blueprint"/> for its layers: each writes down the parameters and buffers that it needs. Weights
/// that begin otherwise than PyTorch's do are given an <see cref="Initial"/>.
/// </remarks>
[Family]
public abstract record Network
{
    /// <summary>The length of the latent vector.</summary>
    public abstract int Latent { get; init; }

    /// <summary>The law of the latent vector's entries.</summary>
    public virtual LatentLaw Law { get; init; }

    /// <summary>Whether the generator works on an image that it is given, [n, channels, height, width].</summary>
    public virtual bool ReadsImages => false;

    /// <summary>Whether both networks read the sentences that they are told by themselves.</summary>
    public virtual bool ReadsSentences => false;

    /// <summary>Whether the discriminator takes an item as a vector, whatever its shape.</summary>
    public virtual bool ReadsVectors => false;

    /// <summary>
    /// How many images of an item the generator makes and the discriminator scores, each of half the side of the one
    /// before, one behind the other as channels: [n, levels channels, height, width]. An item is the first.
    /// </summary>
    public virtual int Levels => 1;

    /// <summary>Builds the generator: [n, latent] to [n, item...].</summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    /// <param name="item">The shape of an item.</param>
    /// <exception cref="SettingsException">The architecture does not make items of this shape.</exception>
    public abstract Layer Generator(Blueprint blueprint, IReadOnlyList<int> item);

    /// <summary>
    /// Builds the discriminator: [n, item...] to scores [n, 1] (logits); or, with more outputs, what an encoder is.
    /// </summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    /// <param name="item">The shape of an item.</param>
    /// <param name="outputs">The number of outputs an item.</param>
    /// <exception cref="SettingsException">The architecture does not take items of this shape.</exception>
    public abstract Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1);

    /// <summary>
    /// Builds an encoder, [n, item...] to [n, latent]: the discriminator's layers with as many outputs as a latent
    /// vector has entries, brought into the range of its law.
    /// </summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    /// <param name="item">The shape of an item.</param>
    /// <exception cref="SettingsException">The architecture does not take items of this shape.</exception>
    public Layer Encoder(Blueprint blueprint, IReadOnlyList<int> item)
    {
        var encoder = Discriminator(blueprint, item, Latent);
        return Law == LatentLaw.Uniform ? Blueprint.Sequence(encoder, Blueprint.Function(Tensor.Tanh)) : encoder;
    }

    /// <summary>The channels and the side of square images.</summary>
    /// <param name="item">The shape of an item.</param>
    /// <param name="sides">The sides that the architecture is for; none for all.</param>
    /// <exception cref="SettingsException">Items are not such images.</exception>
    protected (int Channels, int Side) Image(IReadOnlyList<int> item, params int[] sides)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(sides);
        return item is [var channels, var height, var width]
            && height == width
            && (sides.Length == 0 || sides.Contains(height))
            ? (channels, height)
            : throw Unfit(
                sides.Length == 0 ? "square images" : $"images with a side of {string.Join(" or ", sides)}", item);
    }

    /// <summary>The channels and the side of square images whose side is a multiple of a number.</summary>
    /// <param name="unit">The number.</param>
    /// <param name="item">The shape of an item.</param>
    /// <exception cref="SettingsException">Items are not such images.</exception>
    protected (int Channels, int Side) ImageInMultiplesOf(int unit, IReadOnlyList<int> item)
    {
        var image = Image(item);
        return image.Side % unit == 0 ? image : throw Unfit($"images whose side is a multiple of {unit}", item);
    }

    private SettingsException Unfit(string what, IReadOnlyList<int> item) =>
        new($"{Catalog<Network>.EntryOf(this).Name} is for {what}, but an item's shape is [{string.Join(", ", item)}]");
}
