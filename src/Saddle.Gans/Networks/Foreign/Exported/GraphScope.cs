using System.Text.Json;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>A graph, and where the values are that it has names for.</summary>
/// <param name="Graph">The graph.</param>
internal sealed record GraphScope(JsonElement Graph)
{
    private readonly JsonElement _types = Graph.Need("tensor_values");

    /// <summary>The places of values, by name.</summary>
    public Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The place of a value.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">Nothing makes it.</exception>
    public int this[string name] => Names.TryGetValue(name, out var place)
        ? place
        : throw new InvalidDataException($"nothing gives '{Excerpt.Of(name)}', which a later step reads");

    /// <summary>The type that the file states for a tensor; null where it states none that is known.</summary>
    /// <param name="name">Its name.</param>
    public DType? TypeOf(string name) => _types.Maybe(name) is { } meta
        ? FileEnumerations.Type(meta.Need("dtype").Whole())
        : null;
}
