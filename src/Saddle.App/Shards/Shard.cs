using System.Globalization;
using Saddle.Catalog;

namespace Saddle.App.Shards;

/// <summary>A part of a command's work that is a pure function of its index.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Count">Into how many the work is cut.</param>
/// <remarks>
/// Of 10 items, shard 1 of 3 has those from 3 to 5:
/// <code>
/// var (first, count) = new Shard(1, 3).Of(10); // (3, 3)
/// </code>
/// </remarks>
internal readonly record struct Shard(int Index, int Count)
{
    /// <summary>The most shards of a job.</summary>
    public const int Most = 1_000_000;

    /// <summary>The name of its folder; names are in the order of the shards.</summary>
    public string Name
    {
        get
        {
            var digits = (Count - 1).ToString(CultureInfo.InvariantCulture).Length;
            var index = Index.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
            return string.Create(CultureInfo.InvariantCulture, $"{index}-of-{Count}");
        }
    }

    /// <summary>Reads K/N, K from 0.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="SettingsException">It is no such text, or K is out of range.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var index, var count]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var k)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n <= Most
            && k < n
                ? new(k, n)
                : throw new SettingsException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--shard {text}: expected K/N, N at most {Most} and K from 0 to N - 1, such as 0/16"));
    }

    /// <summary>The shard's part of some items, in their order: the parts of all shards differ by at most one item.
    /// </summary>
    /// <param name="items">How many items there are.</param>
    /// <returns>The number of its first item, and how many it has.</returns>
    public (int First, int Count) Of(int items)
    {
        var first = (int)((long)items * Index / Count);
        return (first, (int)((long)items * (Index + 1) / Count) - first);
    }

    /// <summary>K/N, as the command line takes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
