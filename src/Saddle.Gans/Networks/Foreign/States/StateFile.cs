using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>
/// A file of tensors by name, in any of the layouts of public code: state dicts alone, several in one file with
/// optimisers and averages beside them, wrapped or not. It is data: nothing in it runs.
/// </summary>
public sealed class StateFile
{
    private const int MostParts = 12;

    private readonly string _path;
    private readonly string? _key;
    private readonly SavedValue _root;
    private readonly StateTree _tree;

    private StateFile(string path, string? key, SavedValue root) =>
        (_path, _key, _root, _tree) = (path, key, root, StateTree.Of(path, root));

    /// <summary>The file.</summary>
    public string Path => _path;

    /// <summary>What it holds, in the file's order.</summary>
    public IReadOnlyList<StatePart> Parts => _tree.Parts;

    /// <summary>What it holds, in one line.</summary>
    public string Held
    {
        get
        {
            var first = string.Join(", ", Parts.Take(MostParts));
            return Parts.Count == 0 ? "nothing"
                : Parts.Count <= MostParts ? first
                : FormattableString.Invariant($"{first} and {Parts.Count - MostParts} more");
        }
    }

    /// <summary>How to get at the tensors of a whole object in it; null where there is none.</summary>
    internal string? Whole => WholeObjects.Told(_path, _root);

    /// <summary>The precision that its networks are computed in: double where one of them is.</summary>
    internal DType Type => _tree.Networks.Any(network => network.Tensors.Any(tensor => tensor.Array.Type == "F64"))
        ? DType.Float64
        : DType.Float32;

    /// <summary>Reads a file.</summary>
    /// <param name="text">
    /// The file; or the file, a colon, and the key of one of its networks, with dots between keys within keys.
    /// </param>
    /// <exception cref="DataException">
    /// It is missing, damaged, of no form that is read, or a plain pickle of whole objects.
    /// </exception>
    public static StateFile Open(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (path, key) = Split(text);
        return new(path, key, SavedFile.Read(path));
    }

    /// <summary>The file and the key of <c>FILE[:KEY]</c>: the last colon parts them if the file is there.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The file, and the key; null for none.</returns>
    public static (string Path, string? Key) Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        return colon > 0 && !File.Exists(text) && File.Exists(text[..colon])
            ? (text[..colon], text[(colon + 1)..])
            : (text, null);
    }

    /// <summary>Finds the state of a network: by the key that was given, or by names and shapes.</summary>
    /// <param name="player">Whose network it is.</param>
    /// <param name="tensors">The network's tensors.</param>
    /// <exception cref="DataException">
    /// Nothing fits, or several things equally well; the message says what differs, and what the file holds.
    /// </exception>
    public LoadedState Load(Player player, IReadOnlyList<ForeignTensor> tensors)
    {
        var match = new StateMatch(new WantedTensors(tensors));
        StateFit[] all = [.. _tree.Networks.SelectMany(match.Of)];
        StateFit[] near = _key is null ? all : [.. StateKey.Find(_tree.Networks, _key).SelectMany(match.Of)];
        var chosen = Choose(player, near);
        StateFit[] fits = [.. all.Where(fit => fit.Fits && (fit.Name.Player ?? player) == player)];
        var companion = chosen.Entry.IsList || chosen.IsAverage
            ? Array.Find(fits, fit => !fit.Entry.IsList && !fit.IsAverage && fit.Count > chosen.Count)
            : null;
        var values = new Tensor[tensors.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var found = chosen.Found[i] ?? companion?.Found[i];
            values[i] = found is null ? tensors[i].Value : StateValues.Make(found.Value.Array, tensors[i].Value);
        }

        var averages = Array.FindAll(fits, fit => fit.IsAverage);
        return new(chosen.Path, values, StateNotes.Of(_path, _key, tensors, chosen, companion, averages));
    }

    /// <summary>
    /// The shapes of the tensors that lie where one of a certain name does, by their names there, in the file's order.
    /// </summary>
    /// <param name="name">The name.</param>
    internal IEnumerable<IReadOnlyDictionary<string, IReadOnlyList<long>>> Beneath(string name)
    {
        foreach (var network in _key is null ? _tree.Networks : StateKey.Find(_tree.Networks, _key))
        {
            var names = TensorNames.Canonical([.. network.Tensors.Select(tensor => tensor.Name)]);
            foreach (var found in names.Where(n => $".{n}".EndsWith($".{name}", StringComparison.Ordinal)))
            {
                var prefix = found[..^name.Length];
                yield return names.Zip(network.Tensors)
                    .Where(pair => pair.First.StartsWith(prefix, StringComparison.Ordinal))
                    .ToDictionary(
                        pair => pair.First[prefix.Length..], pair => pair.Second.Array.Shape, StringComparer.Ordinal);
            }
        }
    }

    private StateFit Choose(Player player, StateFit[] near)
    {
        StateFit[] fits = [.. near.Where(fit => fit.Fits)];
        StateFit[] own = [.. fits.Where(fit => (fit.Name.Player ?? player) == player)];
        own = own.Length == 0 && _key is not null ? fits : own;
        if (own.Length == 0)
        {
            throw fits.Length > 0 ? OfTheOther(player, fits[0]) : Unfit(player, near);
        }

        var ranked = own.GroupBy(fit => (fit.IsAverage, fit.Name.Player is null, fit.Name.Strange, fit.Entry.IsList))
            .OrderBy(group => group.Key)
            .First()
            .ToList();
        return ranked.Count == 1
            ? ranked[0]
            : throw Bad(
                $"several networks in it fit the {Word(player)} equally well: "
                + $"{Excerpt.Of([.. ranked.Select(fit => fit.Path)])}; {Ways()}");
    }

    private DataException OfTheOther(Player player, StateFit fit) => Bad(
        $"the only network in it that fits the {Word(player)}, '{Excerpt.Of(fit.Path)}', is the other player's by its "
        + $"name; {_path}:{Excerpt.Of(fit.Path)} takes it all the same");

    private DataException Unfit(Player player, StateFit[] near)
    {
        var whole = Whole;
        if (near.Length == 0)
        {
            return Bad(
                _key is not null ? $"'{Excerpt.Of(_key)}' {StateKey.Problem(Parts, _key)}; {whole ?? Ways()}"
                    : whole ?? $"there is no network in it; it holds {Held}");
        }

        var nearest = near.OrderBy(fit => fit.Name.Player is { } named && named != player)
            .ThenByDescending(fit => fit.Count - fit.Differences.Count)
            .First();
        var what = nearest.Path.Length == 0 ? "its network" : $"'{Excerpt.Of(nearest.Path)}'";
        return Bad(
            $"{what} does not fit the {Word(player)}: {nearest.Told}"
            + (whole is not null ? $"; {whole}" : Parts.Count > 1 ? $"; {Ways()}" : string.Empty));
    }

    private string Ways() => $"it holds {Held}; one is taken as FILE:KEY";

    private static string Word(Player player) => player == Player.Generator ? "generator" : "discriminator";

    private DataException Bad(string problem) => new(_path, problem);
}
