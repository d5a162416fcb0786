using System.Text.Json;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>A graph, and where the values are that it has names for.</summary>
/// <param name="Graph">The graph.</param>
internal sealed record GraphScope(JsonElement Graph)
{
    private readonly Dictionary<string, JsonElement> _tensors = Graph.Need("tensor_values").Entries()
        .GroupBy(entry => entry.Name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);

    /// <summary>The places of values, by name.</summary>
    public Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The place of a value.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">Nothing makes it.</exception>
    public int this[string name] => Names.TryGetValue(name, out var place)
        ? place
        : throw new InvalidDataException($"nothing gives '{Excerpt.Of(name)}', which a later step reads");

    /// <summary>What the file states of a tensor, a <c>TensorMeta</c>; null where it states nothing.</summary>
    /// <param name="name">Its name.</param>
    public JsonElement? Meta(string name) => _tensors.TryGetValue(name, out var meta) ? meta : null;

    /// <summary>The type that the file states for a tensor; null where it states none that Saddle knows.</summary>
    /// <param name="name">Its name.</param>
    public DType? TypeOf(string name) => Meta(name) is { } meta
        ? FileEnumerations.Known(meta.Need("dtype").Whole())
        : null;
}
