using System.Reflection;

namespace Saddle.Catalog;

/// <summary>
/// All entries of a family, found from the types themselves: every sealed record derived from <typeparamref name="TBase"/> and
/// marked with <see cref="EntryAttribute"/>, in Saddle's assemblies beside the running program.
/// </summary>
/// <typeparam name="TBase">The family: games, rules, claims ...</typeparam>
public static class Catalog<TBase>
    where TBase : class
{
    /// <summary>What an entry is, with its article: a game, an objective.</summary>
    private static readonly string Family = $"{("AEIOU".Contains(typeof(TBase).Name[0], StringComparison.Ordinal) ? "an" : "a")} {typeof(TBase).Name.ToLowerInvariant()}";

    private static readonly Lazy<IReadOnlyList<Entry<TBase>>> Found = new(Find);

    /// <summary>The entries, by name.</summary>
    public static IReadOnlyList<Entry<TBase>> Entries => Found.Value;

    /// <summary>The entry of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SettingsException">There is none; the message offers the nearest.</exception>
    public static Entry<TBase> Get(string name) =>
        Entries.FirstOrDefault(e => e.Name == name)
        ?? throw SettingsException.Unknown(Family, name, Entries.Select(e => e.Name));

    /// <summary>The entry that made an object.</summary>
    /// <param name="made">The object.</param>
    public static Entry<TBase> Of(TBase made) => Entries.First(e => e.Made(made));

    private static List<Entry<TBase>> Find()
    {
        var directory = Path.GetDirectoryName(typeof(TBase).Assembly.Location)!;
        return
        [
            .. Directory.EnumerateFiles(directory, "Saddle*.dll")
                .Select(file => Assembly.Load(AssemblyName.GetAssemblyName(file)))
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsAssignableTo(typeof(TBase)) && type.GetCustomAttribute<EntryAttribute>() is not null)
                .Select(type => new Entry<TBase>(type))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
    }
}
