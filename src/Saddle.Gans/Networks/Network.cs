using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>An architecture: how to build a generator and a discriminator for items of a given shape. A sealed record in one file, marked with its catalogue name.</summary>
public abstract record Network
{
    /// <summary>The length of the latent vector.</summary>
    public abstract int Latent { get; init; }

    /// <summary>The law of the latent vector's entries.</summary>
    public virtual LatentLaw Law { get; init; }

    /// <summary>Builds the generator: [n, latent] to [n, item...].</summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    /// <param name="item">The shape of an item.</param>
    /// <exception cref="Catalog.SettingsException">The architecture does not make items of this shape.</exception>
    public abstract Layer Generator(Blueprint blueprint, IReadOnlyList<int> item);

    /// <summary>Builds the discriminator: [n, item...] to scores [n, 1] (logits); or, with more outputs, what an encoder is.</summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    /// <param name="item">The shape of an item.</param>
    /// <param name="outputs">The number of outputs an item.</param>
    /// <exception cref="Catalog.SettingsException">The architecture does not take items of this shape.</exception>
    public abstract Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1);

    /// <summary>
    /// Builds an encoder, [n, item...] to [n, latent]: the discriminator's layers with as many outputs as a latent vector has
    /// entries, brought into the range of its law.
    /// </summary>
    /// <param name="blueprint">Takes down the parameters.</param>
    /// <param name="item">The shape of an item.</param>
    /// <exception cref="Catalog.SettingsException">The architecture does not take items of this shape.</exception>
    public Layer Encoder(Blueprint blueprint, IReadOnlyList<int> item)
    {
        var encoder = Discriminator(blueprint, item, Latent);
        return Law == LatentLaw.Uniform ? Blueprint.Sequence(encoder, Blueprint.Of(Tensor.Tanh)) : encoder;
    }
}

/// <summary>The law of a latent vector's entries.</summary>
public enum LatentLaw
{
    /// <summary>Unit normal.</summary>
    Normal,

    /// <summary>Uniform in [-1, 1].</summary>
    Uniform,
}
