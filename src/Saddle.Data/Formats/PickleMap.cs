using System.Text;

namespace Saddle.Data.Formats;

/// <summary>A dictionary: its entries in the order in which they were set.</summary>
public sealed class PickleMap
{
    private readonly List<(object? Key, object? Value)> _entries = [];

    /// <summary>The entries.</summary>
    public IReadOnlyList<(object? Key, object? Value)> Entries => _entries;

    /// <summary>The value of a key that is text, or bytes as Python 2 writes text; null if there is none.</summary>
    /// <param name="key">The key.</param>
    public object? Find(string key) => _entries.LastOrDefault(entry => TextOf(entry.Key) == key).Value;

    /// <summary>Text, or bytes as Python 2 writes text; null for anything else.</summary>
    /// <param name="value">The value.</param>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        _ => null,
    };

    internal void Add(object? key, object? value) => _entries.Add((key, value));
}
