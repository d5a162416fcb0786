using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// What a generator is asked for and what a discriminator is told, item by item. One evaluation has one: the real
/// samples' own, asked of the generator too, so that real and generated samples and all points between them share it.
/// </summary>
/// <param name="Labels">The class of each item, [n], 64-bit whole numbers from 0.</param>
/// <param name="Classes">The number of classes.</param>
public sealed record Condition(Tensor Labels, int Classes)
{
    /// <summary>The classes of so many items: those of the batch over again where they are several batches.</summary>
    /// <param name="count">A multiple of the number of labels.</param>
    public Tensor For(long count)
    {
        var own = Labels.Shape[0];
        return count == own
            ? Labels
            : Tensor.Concatenate([.. Enumerable.Repeat(Labels, checked((int)(count / own)))]);
    }
}
