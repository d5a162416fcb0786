using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// What a generator is asked for and what a discriminator is told, item by item. One evaluation has one: the real
/// samples' own, asked of the generator too, so that real and generated samples and all points between them share it.
/// </summary>
/// <param name="Values">
/// One entry an item: labels [n], 64-bit whole numbers from 0; images [n, channels, height, width] in [-1, 1].
/// </param>
/// <param name="Form">What each entry is.</param>
public sealed record Condition(Tensor Values, ConditionForm Form)
{
    /// <summary>The values for so many items: those of the batch over again where they are several batches.</summary>
    /// <param name="count">A multiple of the number of values.</param>
    public Tensor For(long count)
    {
        var own = Values.Shape[0];
        return count == own
            ? Values
            : Tensor.Concatenate([.. Enumerable.Repeat(Values, checked((int)(count / own)))]);
    }

    /// <summary>Conditions of the same form, one after the other.</summary>
    /// <param name="others">Those that follow.</param>
    public Condition Then(params ReadOnlySpan<Condition> others)
    {
        var all = new Tensor[others.Length + 1];
        all[0] = Values;
        for (var i = 0; i < others.Length; i++)
        {
            all[i + 1] = others[i].Values;
        }

        return this with { Values = Tensor.Concatenate(all) };
    }
}
