using Saddle.Data.Formats;

namespace Saddle.Data.Tests.Support;

/// <summary>Saved values, read to their end.</summary>
internal static class Trees
{
    /// <summary>The bytes of all arrays, each once, by the first path that leads to it.</summary>
    public static Dictionary<string, byte[]> Arrays(SavedValue root)
    {
        var arrays = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var seen = new HashSet<SavedValue>(ReferenceEqualityComparer.Instance);
        var left = new Stack<(string Path, SavedValue Value)>([(string.Empty, root)]);
        while (left.TryPop(out var next))
        {
            if (!seen.Add(next.Value))
            {
                continue;
            }

            if (next.Value.Array is { } array)
            {
                arrays[next.Path] = array.Content();
            }

            foreach (var (key, value) in next.Value.Entries)
            {
                left.Push((next.Path.Length == 0 ? key : $"{next.Path}.{key}", value));
            }
        }

        return arrays;
    }
}
