using System.Globalization;
using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// Names of what a network gives: PyTorch writes down how tensors lie in tuples, lists and dictionaries.
/// </summary>
/// <remarks>torch/utils/_pytree.py of PyTorch, <c>treespec_dumps</c>.</remarks>
internal static class OutputNames
{
    /// <summary>The names of the leaves, in order: keys and numbers, with dots between levels.</summary>
    /// <param name="specification">The tree, in JSON; null where there is none.</param>
    /// <param name="count">How many leaves there are.</param>
    /// <param name="tuples">The fields of named tuples by their classes; null where there are none.</param>
    /// <returns>As many names: numbers, where the tree is another one.</returns>
    public static IReadOnlyList<string> Of(string? specification, int count, JsonElement? tuples)
    {
        var names = new List<string>();
        if (specification is not null)
        {
            using var document = JsonDocument.Parse(specification, new() { MaxDepth = 64 });
            if (document.RootElement.Each().ElementAtOrDefault(1) is { ValueKind: JsonValueKind.Object } tree)
            {
                Collect(tree, string.Empty, names, count, tuples);
            }
        }

        return names.Count == count
            ? names
            : count == 1 ? [string.Empty] : [.. Enumerable.Range(0, count).Select(Number)];
    }

    private static void Collect(JsonElement tree, string name, List<string> names, int most, JsonElement? tuples)
    {
        var children = tree.Need("children_spec").Each().ToList();
        if (tree.Maybe("type") is null)
        {
            names.Add(name);
            return;
        }

        var keys = KeysOf(tree.Maybe("context"), children.Count, tuples);
        for (var i = 0; i < children.Count && names.Count <= most; i++)
        {
            Collect(children[i], name.Length == 0 ? keys[i] : $"{name}.{keys[i]}", names, most, tuples);
        }
    }

    // Keys are JSON within JSON: a list of texts, or one beside what else a class keeps; of a named tuple, its class,
    // whose fields stand elsewhere.
    private static IReadOnlyList<string> KeysOf(JsonElement? context, int count, JsonElement? tuples)
    {
        if (context is { ValueKind: JsonValueKind.String } text && text.Text() is { Length: > 0 } json)
        {
            using var parsed = Parsed(json);
            if (parsed is not null
                && Lists(parsed.RootElement, tuples).FirstOrDefault(list => list.Count == count) is { } keys)
            {
                return keys;
            }
        }

        return [.. Enumerable.Range(0, count).Select(Number)];
    }

    private static IEnumerable<IReadOnlyList<string>> Lists(JsonElement context, JsonElement? tuples)
    {
        if (context.ValueKind == JsonValueKind.String && tuples?.Maybe(context.Text()) is { } tuple)
        {
            yield return [.. tuple.Need("field_names").Each().Select(field => Excerpt.Of(field.Text()))];
        }
        else if (context.ValueKind == JsonValueKind.Array)
        {
            List<JsonElement> elements = [.. context.Each()];
            if (elements.TrueForAll(element => element.ValueKind is JsonValueKind.String or JsonValueKind.Number))
            {
                yield return [.. elements.Select(element => Excerpt.Of(element.ToString()))];
            }

            foreach (var list in elements.SelectMany(element => Lists(element, null)))
            {
                yield return list;
            }
        }
    }

    private static JsonDocument? Parsed(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            return null; // not everything that stands there is JSON
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
