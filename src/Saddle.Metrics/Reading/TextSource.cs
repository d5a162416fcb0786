using Saddle.Catalog;
using Saddle.Data;

namespace Saddle.Metrics.Reading;

/// <summary>Texts, as the numbers of their characters: those of two vocabularies compare.</summary>
internal sealed class TextSource(string name, IItems items, Vocabulary vocabulary) : Source(name, items)
{
    // Counted six times over, these take some seconds and a few hundred megabytes; more is somebody's choice.
    private const long MostCharacters = 1 << 22;

    public override string Features => "characters";

    public override Side Read(Extraction how)
    {
        var count = how.Taken(items.Count);
        if (how.Most is null && MostCharacters / items.Shape[0] is var most && count > most)
        {
            throw new SettingsException(FormattableString.Invariant(
                $"{Name}: holds {count} texts of {items.Shape[0]} characters; expected at most {most}")
                + ", or -n N for N of them");
        }

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
