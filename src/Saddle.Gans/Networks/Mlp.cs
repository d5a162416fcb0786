using Saddle.Catalog;

namespace Saddle.Gans.Networks;

/// <summary>Fully connected layers: for points, and for small images as vectors.</summary>
/// <param name="Latent">The length of the latent vector.</param>
/// <param name="Width">The number of units of each hidden layer.</param>
/// <param name="Depth">The number of hidden layers.</param>
/// <param name="Slope">The discriminator's slope below 0; the generator's is 0.</param>
/// <param name="Law">The law of the latent vector's entries.</param>
/// <param name="Activation">
/// What hidden units are: rectifiers, or smooth ones, with which a minibatch's field is smooth too and can come to
/// rest.
/// </param>
[Entry(
    "mlp",
    "fully connected layers",
    @"h_{l+1} = \max(W_l h_l + b_l,\ s\,(W_l h_l + b_l))",
    "Gulrajani et al. 2017 (arXiv:1704.00028), section 5.1: the toy data sets, there with 3 layers of 512")]
public sealed record Mlp(
    [Parameter("the length of the latent vector", Min = 1, Max = 100000)] int Latent = 2,
    [Parameter("the units of each hidden layer", Min = 1, Max = 100000)] int Width = 128,
    [Parameter("the number of hidden layers", Min = 0, Max = 100)] int Depth = 2,
    [Parameter("the discriminator's slope below 0; the generator's is 0", Min = 0, Max = 1)] double Slope = 0,
    [Parameter("the law of the latent vector's entries")] LatentLaw Law = LatentLaw.Normal,
    [Parameter("what hidden units are; rectifiers have the slope below 0")]
    Activation Activation = Activation.Rectifier) : Network
{
    /// <inheritdoc/>
    public override int Latent { get; init; } = Latent;

    /// <inheritdoc/>
    public override LatentLaw Law { get; init; } = Law;

    /// <inheritdoc/>
    public override bool ReadsVectors => true;

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var layers = Hidden(blueprint, Latent, 0);
        layers.Add(blueprint.Linear("output", Depth == 0 ? Latent : Width, Size(item)));
        layers.Add(Blueprint.Reshape([.. item.Select(length => (long)length)]));
        layers.Add(Blueprint.Range(item));
        return Blueprint.Sequence(layers);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        var inputs = Size(item);
        var features = Depth == 0 ? inputs : Width;
        return Blueprint.Sequence(
        [
            Blueprint.Reshape(inputs),
            .. Hidden(blueprint, inputs, Slope),
            blueprint.Head(features, blueprint.Linear("output", features, outputs)),
        ]);
    }

    private List<Layer> Hidden(Blueprint blueprint, long inputs, double slope)
    {
        var layers = new List<Layer>();
        for (var i = 0; i < Depth; i++)
        {
            layers.Add(blueprint.Linear($"hidden.{i}", i == 0 ? inputs : Width, Width));
            layers.Add(Blueprint.Units(Activation, slope));
        }

        return layers;
    }

    private static long Size(IReadOnlyList<int> item) => item.Aggregate(1L, (product, length) => product * length);
}
