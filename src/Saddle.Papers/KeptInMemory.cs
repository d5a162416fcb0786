using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Saddle.Papers;

/// <summary>Keeps values for as long as the program runs.</summary>
public sealed class KeptInMemory : IKept
{
    private readonly ConcurrentDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool TryGet<T>(string name, [NotNullWhen(true)] out T? value)
        where T : notnull
    {
        var found = _values.TryGetValue(name, out var kept);
        value = found ? (T)kept! : default;
        return found;
    }

    /// <inheritdoc/>
    public void Keep<T>(string name, T value)
        where T : notnull => _values[name] = value;
}
