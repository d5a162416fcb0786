namespace Saddle.Catalog;

/// <summary>
/// All entries of a family, found from the types themselves: every sealed record derived from
/// <typeparamref name="TBase"/> and marked with <see cref="EntryAttribute"/>, in Saddle's assemblies beside the running
/// program. Entries that are declared wrongly are left out, and told to <see cref="Declarations.Reporter"/>.
/// </summary>
/// <typeparam name="TBase">The family: games, rules, claims ...</typeparam>
public static class Catalog<TBase>
    where TBase : class
{
    private static readonly Lazy<EntryTable<TBase>> Found =
        new(() => new EntryTable<TBase>(AssemblySearch.Beside.Types, Declarations.Tell));

    /// <summary>The entries, by name.</summary>
    public static IReadOnlyList<Entry<TBase>> Entries => Found.Value.Entries;

    /// <summary>The entry of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SettingsException">
    /// There is none, and the message offers the nearest; or it is declared wrongly, and the message says how.
    /// </exception>
    public static Entry<TBase> Get(string name) => Found.Value.Get(name);

    /// <summary>The entry that made an object.</summary>
    /// <param name="made">The object.</param>
    /// <exception cref="InvalidOperationException">None did: its type is not marked, or declared wrongly.</exception>
    public static Entry<TBase> EntryOf(TBase made) => Found.Value.EntryOf(made);
}
