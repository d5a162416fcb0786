using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>What to tell of a state that was taken from a file.</summary>
internal static class StateNotes
{
    /// <summary>The sentences, without full stops.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key that was given; null for none.</param>
    /// <param name="tensors">The network's tensors.</param>
    /// <param name="chosen">What was taken.</param>
    /// <param name="companion">What the buffers were taken from where they are not in it.</param>
    /// <param name="averages">The averages that would fit.</param>
    public static IReadOnlyList<string> Of(
        string path,
        string? key,
        IReadOnlyList<ForeignTensor> tensors,
        StateFit chosen,
        StateFit? companion,
        IReadOnlyList<StateFit> averages)
    {
        string?[] notes =
        [
            Taken(path, chosen),
            Average(path, key, chosen, averages),
            Prefix(tensors, chosen),
            Forms(tensors, chosen),
            Precision(tensors, chosen),
            Dropped(chosen),
            Kept(tensors, chosen, companion),
        ];
        return [.. notes.Where(note => note is not null)!];
    }

    private static string Taken(string path, StateFit chosen) =>
        (chosen.Path.Length == 0 ? $"the state in {path}" : $"'{Excerpt.Of(chosen.Path)}' of {path}")
        + FormattableString.Invariant($" was taken, {chosen.Count} tensors")
        + (chosen.Entry.IsList ? ", a list without names, in the order of the network's parameters" : string.Empty);

    private static string? Average(string path, string? key, StateFit chosen, IReadOnlyList<StateFit> averages)
    {
        if (chosen.IsAverage)
        {
            return key is null && chosen.Path.Length > 0
                ? "it is a moving average: nothing else in the file fits"
                : "it is a moving average";
        }

        if (chosen.Path.Length == 0 && StateName.Of(System.IO.Path.GetFileNameWithoutExtension(path)).IsAverage)
        {
            return $"by its name {System.IO.Path.GetFileName(path)} is a moving average";
        }

        return averages.Count == 0
            ? null
            : $"a moving average stands beside it: {path}:{Excerpt.Of(averages[0].Path)} takes that";
    }

    private static string? Prefix(IReadOnlyList<ForeignTensor> tensors, StateFit chosen)
    {
        var at = Array.FindIndex(chosen.Found, found => found is { } f && !chosen.Entry.IsList);
        if (at < 0)
        {
            return null;
        }

        var (file, own) = (chosen.Found[at]!.Value.Name, tensors[at].Name);
        string[] names = [own, .. tensors[at].Aliases];
        if (names.Contains(file) || TensorNames.IsParametrized(file) != TensorNames.IsParametrized(own))
        {
            return null;
        }

        var (a, b) = (file.Split('.'), own.Split('.'));
        var same = a.Reverse().Zip(b.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        var (before, instead) = (Told(a[..^same]), Told(b[..^same]));
        return (before, instead) switch
        {
            (not null, null) => $"names in the file begin with '{before}', which was taken off",
            (null, not null) => $"'{instead}' was put before the names in the file",
            _ => $"names in the file begin with '{before}' where the network's begin with '{instead}'",
        };
    }

    private static string? Told(string[] parts) => parts.Length == 0 ? null : Excerpt.Of(string.Join('.', parts) + ".");

    private static string? Forms(IReadOnlyList<ForeignTensor> tensors, StateFit chosen)
    {
        var other = tensors.Zip(chosen.Found).FirstOrDefault(pair => !chosen.Entry.IsList
            && pair.Second is { } found
            && TensorNames.IsParametrized(pair.First.Name) != TensorNames.IsParametrized(found.Name));
        return other.First is null ? null
            : TensorNames.IsParametrized(other.First.Name)
                ? "normalised weights in the form of the old hook were taken for parametrizations"
                : "normalised weights in the form of parametrizations were taken for the old hook's";
    }

    private static string? Precision(IReadOnlyList<ForeignTensor> tensors, StateFit chosen)
    {
        var types = tensors.Zip(chosen.Found)
            .Where(pair => pair.Second is not null)
            .Select(pair => (Own: pair.First.Value.DType, File: pair.Second!.Value.Array.Type))
            .ToHashSet();
        return types.Any(type => type.File == "F16") ? "half precision (float16) is taken as float32"
            : types.Any(type => type.File == "BF16") ? "half precision (bfloat16) is taken as float32"
            : types.Contains((DType.Float32, "F64")) ? "double precision was rounded to float32"
            : null;
    }

    private static string? Dropped(StateFit chosen) => chosen.Dropped.Count == 0
        ? null
        : $"left out, for the network keeps no such thing: {Excerpt.Of(chosen.Dropped)}";

    private static string? Kept(IReadOnlyList<ForeignTensor> tensors, StateFit chosen, StateFit? companion)
    {
        string[] kept =
        [
            .. from pair in tensors.Zip(chosen.Found) where pair.Second is null select pair.First.Name,
        ];
        return kept.Length == 0 ? null
            : companion is null ? $"not in it, and left as the network has them: {Excerpt.Of(kept)}"
            : $"not in it, and taken from '{Excerpt.Of(companion.Path)}': {Excerpt.Of(kept)}";
    }
}
