using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// What a generator is asked for and what a discriminator is told, item by item. One evaluation has one: the real
/// samples' own, asked of the generator too, so that real and generated samples and all points between them share it.
/// </summary>
/// <param name="Values">
/// One entry an item: labels [n], 64-bit whole numbers from 0; images [n, channels, height, width] in [-1, 1];
/// sentences [n, sentences, words], token numbers as 64-bit whole numbers, 0 behind a sentence's last word, all 0 where
/// there is no sentence.
/// </param>
/// <param name="Form">What each entry is.</param>
public sealed record Condition(Tensor Values, ConditionForm Form)
{
    /// <summary>
    /// The numbers of the items that sentences are of, where they are the data's; none for what somebody wrote.
    /// </summary>
    public IReadOnlyList<long> Items { get; init; } = [];

    /// <summary>
    /// Numbers that items share of which the same is said, one an item; none where that is not known.
    /// </summary>
    public IReadOnlyList<long> Meanings { get; init; } = [];

    /// <summary>
    /// The same of one sentence of an item, by the item's number and the sentence's place, from 0: less than 0 where
    /// there is none. Looked up where it is asked for; null where it is not known.
    /// </summary>
    public Func<long, int, long>? SentenceMeaning { get; init; }

    /// <summary>The <see cref="SentenceMeaning"/> in one place, one an item; none where it is not known.</summary>
    /// <param name="place">Which sentence, from 0.</param>
    public IReadOnlyList<long> SaidAt(int place) =>
        SentenceMeaning is { } meaning ? [.. Items.Select(item => meaning(item, place))] : [];

    /// <summary>The values for so many items: those of the batch over again where they are several batches.</summary>
    /// <param name="count">A multiple of the number of values.</param>
    public Tensor For(long count) => Repeated(Values, count);

    /// <summary>One entry an item for so many items: the batch's over again where they are several batches.</summary>
    /// <param name="entries">[n, ...].</param>
    /// <param name="count">A multiple of n.</param>
    public static Tensor Repeated(Tensor entries, long count)
    {
        var own = entries.Shape[0];
        return count == own
            ? entries
            : Tensor.Concatenate([.. Enumerable.Repeat(entries, checked((int)(count / own)))]);
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
