namespace Saddle.Data.Formats;

/// <summary>
/// Plain pickles (pickle.dump, dill), as the code of StyleGAN writes them: whole objects, which mean nothing without
/// running their code. Only their keys are read, to say how to get at the tensors.
/// </summary>
internal static class SavedPickle
{
    private const int MostKeys = 8;

    /// <summary>Why such a file is not read, and what to do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    public static DataException Refusal(string path, long most)
    {
        var load = $"pickle.load(open('{Excerpt.Of(Path.GetFileName(path))}', 'rb'))";
        var (text, saved) = Describe(path, most) switch
        {
            PickleCall call when !IsPlain(call) => ($"an object of {Class(call)}", $"{load}.state_dict()"),
            PickleMap map when Objects(map) is [_, ..] objects => (
                "objects of "
                    + Excerpt.Of(
                        [.. objects.Select(o => Class(o.Call)).Distinct(StringComparer.Ordinal).Take(MostKeys)])
                    + $" as {Excerpt.Of([.. objects.Select(o => o.Key).Take(MostKeys)])}",
                $"{load}['{Excerpt.Of(Best(objects))}'].state_dict()"),
            _ => ("values that are no objects of a network", load),
        };
        return new(
            path,
            $"it is a pickle, not what torch.save writes, and holds {text}: nothing in it is run here; where its code "
            + $"is, python -c \"import pickle, torch; torch.save({saved}, 'state.pth')\" saves what can be read");
    }

    // An average is what such files are kept for.
    private static string Best(List<(string Key, PickleCall Call)> objects) =>
        objects.Find(o => o.Key == "G_ema").Key ?? objects[0].Key;

    private static object? Describe(string path, long most)
    {
        try
        {
            return Pickle.Read(InputFile.ReadAll(path, most), path, _ => true).Value;
        }
        catch (DataException)
        {
            return null; // it is refused all the same, and by the same words
        }
    }

    private static List<(string Key, PickleCall Call)> Objects(PickleMap map) =>
    [
        .. from entry in map.Entries
           where PickleMap.TextOf(entry.Key) is not null && entry.Value is PickleCall call && !IsPlain(call)
           select (PickleMap.TextOf(entry.Key)!, (PickleCall)entry.Value!),
    ];

    // Dictionaries and tensors, which torch.save writes as they are.
    private static bool IsPlain(PickleCall call) => call.Callee.Name == "OrderedDict"
        || call.Callee.Name.StartsWith("_rebuild_", StringComparison.Ordinal);

    private static string Class(PickleCall call) => Excerpt.Of(call.Callee.ToString());
}
