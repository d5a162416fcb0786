using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>Layers one after the other: what is behind <see cref="Blueprint.Sequence"/>.</summary>
/// <param name="Parts">The layers.</param>
internal sealed record Sequence(IReadOnlyList<Layer> Parts)
{
    /// <summary>The layer.</summary>
    public Tensor Apply(Pass pass, Tensor x)
    {
        foreach (var layer in Parts)
        {
            x = layer(pass, x);
        }

        return x;
    }
}
