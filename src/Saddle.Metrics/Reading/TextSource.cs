using Saddle.Data;

namespace Saddle.Metrics.Reading;

/// <summary>Texts, as the numbers of their characters: those of two vocabularies compare.</summary>
internal sealed class TextSource(string name, IItems items, Vocabulary vocabulary) : Source(name, items)
{
    public override string Features => "characters";

    public override Side Read(Extraction how)
    {
        var count = how.Taken(items.Count);
        var order = items.Count > count ? new Shuffle(how.Seed, items.Count.Value) : null;
        var item = new float[items.Shape[0]];
        var texts = new List<int[]>();
        for (var i = 0L; i < count; i++)
        {
            items.Read(order?.At(0, i) ?? i, item);
            var text = vocabulary.Text([.. item.Select(token => (int)token)]);
            texts.Add([.. text.EnumerateRunes().Select(rune => rune.Value)]);
        }

        return new(Name) { Texts = texts };
    }
}
