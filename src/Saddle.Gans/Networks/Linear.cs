using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary><c>x W' + b</c>: what is behind <see cref="Blueprint.Linear"/>.</summary>
/// <param name="Weight">The weight parameter, [outputs, inputs].</param>
/// <param name="Bias">The bias parameter, [outputs].</param>
/// <param name="Weigh">What it multiplies by; null for the weight itself.</param>
internal sealed record Linear(NetworkParameter Weight, NetworkParameter Bias, Func<Pass, Tensor>? Weigh)
{
    /// <summary>The layer.</summary>
    public Tensor Apply(Pass pass, Tensor x) =>
        Layers.Linear(x, Weigh is null ? pass[Weight] : Weigh(pass), pass[Bias]);
}
