using System.Globalization;

namespace Saddle.Data.Formats;

/// <summary>Makes <see cref="SavedValue"/>s of what a pickle of PyTorch holds, each object once.</summary>
/// <param name="tensor">Makes the array of a call that rebuilds a tensor; null for any other value.</param>
internal sealed class SavedValues(Func<PickleCall, SavedValue?> tensor)
{
    private const int MaxDepth = 64;

    private readonly Dictionary<object, SavedValue> _made = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes a value.</summary>
    /// <param name="value">What the pickle holds.</param>
    public SavedValue Of(object? value) => Of(value, MaxDepth);

    // One that stands within itself is nothing there.
    private SavedValue Of(object? value, int depth)
    {
        if (depth == 0 || value is not (PickleMap or PickleTuple or PickleCall or List<object?>))
        {
            return SavedValue.Plain;
        }

        if (!_made.TryGetValue(value, out var made))
        {
            _made.Add(value, SavedValue.Plain);
            _made[value] = made = value switch
            {
                PickleMap map => new(SavedKind.Map) { Entries = Entries(map, depth) },
                PickleTuple tuple => List(tuple.Values, depth),
                PickleCall call => tensor(call) ?? Made(call, depth),
                _ => List((List<object?>)value, depth),
            };
        }

        return made;
    }

    private SavedValue Made(PickleCall call, int depth)
    {
        var type = ClassOf(call);
        return call switch
        {
            { Callee.Name: "OrderedDict" } or { Items.Entries.Count: > 0 } =>
                new(SavedKind.Map) { Entries = Entries(call.Items, depth) },
            { Appended.Count: > 0 } => List([.. call.Appended], depth),
            _ => new(TorchFile.IsModule(call.Callee) ? SavedKind.Map : SavedKind.Object)
            {
                Class = type.ToString(),
                Entries = call.State switch
                {
                    PickleMap state => Entries(state, depth),
                    PickleTuple { Values: [PickleMap state, ..] } => Entries(state, depth),
                    _ => [],
                },
            },
        };
    }

    private SavedValue List(IReadOnlyList<object?> values, int depth)
    {
        var made = new SavedValue[values.Count];
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = Of(values[i], depth - 1);
        }

        // figures of every step can be a million, and nobody asks for them
        return Array.TrueForAll(made, value => value.Kind == SavedKind.Plain)
            ? SavedValue.Plain
            : new(SavedKind.List)
            {
                Entries = [.. made.Select((value, i) => (i.ToString(CultureInfo.InvariantCulture), value))],
            };
    }

    // Python's dictionaries hold one value a key; a pickle may set it twice, and the last stands.
    private List<(string Key, SavedValue Value)> Entries(PickleMap map, int depth)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new List<(string, SavedValue)>();
        foreach (var (key, value) in map.Entries)
        {
            if (KeyOf(key) is not { } text)
            {
                continue;
            }

            var entry = (text, Of(value, depth - 1));
            if (places.TryAdd(text, entries.Count))
            {
                entries.Add(entry);
            }
            else
            {
                entries[places[text]] = entry;
            }
        }

        return entries;
    }

    private static string? KeyOf(object? key) =>
        key is long number ? number.ToString(CultureInfo.InvariantCulture) : PickleMap.TextOf(key);

    // What copyreg makes objects with names their class first.
    private static PickleGlobal ClassOf(PickleCall call) =>
        call is { Callee.Name: "_reconstructor" or "__newobj__" or "__newobj_ex__", Arguments: [PickleGlobal type, ..] }
            ? type
            : call.Callee;
}
