using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>What units are, number by number: what is behind <see cref="Blueprint.Units"/>.</summary>
/// <param name="Activation">The function.</param>
/// <param name="Slope">A rectifier's slope below 0.</param>
internal sealed record Unit(Activation Activation, double Slope)
{
    /// <summary>The layer.</summary>
    public Tensor Apply(Pass _, Tensor x) => Activation switch
    {
        Activation.Tanh => Tensor.Tanh(x),
        Activation.Softplus => Tensor.Softplus(x),
        _ => Slope == 0 ? Layers.Relu(x) : Layers.LeakyRelu(x, Slope),
    };
}
