using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>A number in a graph: it stands there, or an earlier step computes it.</summary>
/// <param name="Fixed">The number that stands there; null where it is computed.</param>
/// <param name="Place">The place of one that is computed.</param>
internal readonly record struct Number(Argument? Fixed, int Place = -1)
{
    /// <summary>The number in a pass.</summary>
    public Argument Of(Frame frame) => Fixed ?? frame.Values[Place];
}
