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
    /// <returns>As many names: numbers, where the tree is another one.</returns>
    public static IReadOnlyList<string> Of(string? specification, int count)
    {
        var names = new List<string>();
        if (specification is not null)
        {
            using var document = JsonDocument.Parse(specification, new() { MaxDepth = 64 });
            if (document.RootElement.Each().ElementAtOrDefault(1) is { ValueKind: JsonValueKind.Object } tree)
            {
                Collect(tree, string.Empty, names, count);
            }
        }

        return names.Count == count
            ? names
            : count == 1 ? [string.Empty] : [.. Enumerable.Range(0, count).Select(Number)];
    }

    private static void Collect(JsonElement tree, string name, List<string> names, int most)
    {
        var children = tree.Need("children_spec").Each().ToList();
        if (tree.Maybe("type") is not { } type)
        {
            names.Add(name);
            return;
        }

        var keys = KeysOf(type.Text(), tree.Maybe("context"), children.Count);
        for (var i = 0; i < children.Count && names.Count <= most; i++)
        {
            Collect(children[i], name.Length == 0 ? keys[i] : $"{name}.{keys[i]}", names, most);
        }
    }

    // A dictionary's keys are JSON within JSON: a list of texts, or a list behind what makes missing values.
    private static IReadOnlyList<string> KeysOf(string type, JsonElement? context, int count)
    {
        if (type.EndsWith("dict", StringComparison.OrdinalIgnoreCase) && context is { ValueKind: JsonValueKind.String })
        {
            using var keys = JsonDocument.Parse(context.Value.Text(), new() { MaxDepth = 16 });
            if (keys.RootElement.ValueKind == JsonValueKind.Array && keys.RootElement.GetArrayLength() == count)
            {
                return [.. keys.RootElement.Each().Select(key => Excerpt.Of(key.ToString()))];
            }
        }

        return [.. Enumerable.Range(0, count).Select(Number)];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
