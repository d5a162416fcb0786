using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>Whole modules that were pickled with <c>torch.save</c>: what of Python gets their tensors out.</summary>
internal static class WholeObjects
{
    private const int MostValues = 20_000;

    /// <summary>The line of Python that saves a module's tensors; null where there is no module.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">What it holds.</param>
    public static string? Told(string path, SavedValue root)
    {
        if (Find(root) is not (var place, { } module))
        {
            return null;
        }

        var file = Excerpt.Of(Path.GetFileName(path));
        var name = Path.GetFileNameWithoutExtension(file);
        return $"it holds a whole object of {Excerpt.Of(module.Class)}, whose code would run; where that code is, "
            + $"python -c \"import torch; m = torch.load('{file}', map_location='cpu', weights_only=False); "
            + $"torch.save(m{Excerpt.Of(place)}.state_dict(), '{name}-state.pth')\" saves what can be read";
    }

    // The nearest, by the way that Python would take there.
    private static (string Place, SavedValue? Module) Find(SavedValue root)
    {
        var seen = new HashSet<SavedValue>(ReferenceEqualityComparer.Instance);
        var left = new Queue<(string Place, SavedValue Value)>([(string.Empty, root)]);
        while (left.TryDequeue(out var next) && seen.Count < MostValues)
        {
            var (place, value) = next;
            if (value.Kind == SavedKind.Object && value.Entries.Any(e => e.Key is "_parameters" or "_modules"))
            {
                return next;
            }

            foreach (var (key, inner) in seen.Add(value) ? value.Entries : [])
            {
                left.Enqueue((value.Kind switch
                {
                    SavedKind.Object => $"{place}.{key}",
                    SavedKind.List => $"{place}[{key}]",
                    _ => $"{place}['{key}']",
                }, inner));
            }
        }

        return (string.Empty, null);
    }
}
