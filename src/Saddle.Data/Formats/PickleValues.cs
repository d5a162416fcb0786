using System.Text;

namespace Saddle.Data.Formats;

/// <summary>A class or function that a pickle names. It is a name and nothing else: nothing is looked up or called.</summary>
/// <param name="Module">The Python module.</param>
/// <param name="Name">The name in it.</param>
public sealed record PickleGlobal(string Module, string Name)
{
    /// <summary>The full name.</summary>
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>Something outside the pickle that it refers to, such as a tensor's storage.</summary>
/// <param name="Id">What identifies it.</param>
public sealed record PicklePersistent(object? Id);

/// <summary>The call by which Python would make an object: recorded, never made.</summary>
/// <param name="Callee">What would be called.</param>
/// <param name="Arguments">With what.</param>
public sealed record PickleCall(PickleGlobal Callee, IReadOnlyList<object?> Arguments)
{
    /// <summary>What the object would be given afterwards; null if nothing.</summary>
    public object? State { get; internal set; }

    /// <summary>The entries that would be set in the object, as in a dictionary.</summary>
    public PickleMap Items { get; } = new();

    /// <summary>The entries that would be appended to the object, as to a list.</summary>
    public IList<object?> Appended { get; } = [];
}

/// <summary>A tuple.</summary>
/// <param name="Values">Its values.</param>
public sealed record PickleTuple(IReadOnlyList<object?> Values);

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
