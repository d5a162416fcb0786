using System.Text;
using Saddle.Data.Formats;

namespace Saddle.Data.Sets;

/// <summary>The lines of text files as token numbers.</summary>
internal sealed class TextItems : IItems, IText
{
    private readonly TextLines _set;
    private readonly List<TextFile> _files = [];
    private readonly Rune _pad;

    private TextItems(TextLines set)
    {
        (_set, _pad) = (set, set.Pad.EnumerateRunes().First());
        Shape = [set.Length];
    }

    public IReadOnlyList<int> Shape { get; }

    public long? Count => _files.Sum(file => file.Count);

    public Vocabulary Vocabulary { get; private set; } = new([]);

    /// <summary>Finds the lines of files and counts their characters.</summary>
    /// <exception cref="DataException">A file is not UTF-8, or there is no line.</exception>
    public static TextItems Open(IReadOnlyList<string> paths, TextLines set)
    {
        var items = new TextItems(set);
        try
        {
            var counts = new Dictionary<Rune, long>();
            foreach (var path in paths)
            {
                items._files.Add(TextFile.Open(path, set.Length, counts));
            }

            if (items.Count == 0)
            {
                throw new DataException(paths[0], "there is no line that is not blank");
            }

            items.Vocabulary = new(Frequent(counts, items._pad, items.Count!.Value * set.Length, set.Characters - 1));
            return items;
        }
        catch
        {
            items.Dispose();
            throw;
        }
    }

    public void Read(long index, Span<float> item)
    {
        Request.Check<float>(index, Count, item, _set.Length);
        var file = 0;
        while (index >= _files[file].Count)
        {
            index -= _files[file++].Count;
        }

        var at = 0;
        foreach (var character in _files[file].Read(index, _set.Length))
        {
            item[at++] = Vocabulary.Token(character);
        }

        item[at..].Fill(Vocabulary.Token(_pad));
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    /// <summary>The most frequent characters of all items; the pad fills what the lines' own leave.</summary>
    private static IEnumerable<Rune> Frequent(Dictionary<Rune, long> counts, Rune pad, long total, int most)
    {
        counts[pad] = counts.GetValueOrDefault(pad) + total - counts.Values.Sum();
        return counts.Where(count => count.Value > 0)
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key.Value)
            .Take(most)
            .Select(count => count.Key);
    }
}
