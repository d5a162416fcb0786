namespace Saddle.Catalog;

/// <summary>The entries of a family among given types; those that are declared wrongly are left out.</summary>
/// <typeparam name="TBase">The family, or a part of one.</typeparam>
internal sealed class EntryTable<TBase>
    where TBase : class
{
    private readonly IReadOnlyList<Declaration> _declarations;
    private readonly Lazy<IReadOnlyList<Entry<TBase>>> _entries;
    private readonly Entry<TBase>[] _candidates;

    /// <summary>Reads declarations.</summary>
    /// <param name="types">Types, of any families.</param>
    /// <param name="tell">Is told what is wrong with those that are left out, as soon as that shows.</param>
    public EntryTable(IEnumerable<Type> types, Action<IEnumerable<DeclarationError>> tell)
    {
        _declarations = Declarations.Read(types.Where(type => type.IsAssignableTo(typeof(TBase))));
        _candidates =
        [
            .. _declarations.Where(declaration => declaration.IsSound)
                .Select(declaration => new Entry<TBase>(declaration))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        _entries = new(() => Select(tell));
        tell(_declarations.SelectMany(declaration => declaration.Errors));
    }

    /// <summary>The entries, by name.</summary>
    public IReadOnlyList<Entry<TBase>> Entries => _entries.Value;

    /// <summary>The entry of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SettingsException">There is none, or its declaration is wrong.</exception>
    public Entry<TBase> Get(string name) =>
        Array.Find(_candidates, entry => entry.Name == name && entry.Declaration.IsSoundInItsFamily)
        ?? throw (ErrorsOf(declaration => declaration.Name == name) is { } errors
            ? new SettingsException($"'{name}' cannot be used, because it is declared wrongly: {errors}")
            : SettingsException.Unknown(Families.Noun(typeof(TBase)), name, Entries.Select(entry => entry.Name)));

    /// <summary>The entry that made an object.</summary>
    /// <param name="made">The object.</param>
    /// <exception cref="InvalidOperationException">None did: its type is not marked, or declared wrongly.</exception>
    public Entry<TBase> EntryOf(TBase made) =>
        Array.Find(_candidates, entry => entry.Made(made))
        ?? throw new InvalidOperationException(
            ErrorsOf(declaration => declaration.Type == made.GetType())
            ?? $"{made.GetType()} is no entry of a catalogue; mark it with [Entry]");

    private Entry<TBase>[] Select(Action<IEnumerable<DeclarationError>> tell)
    {
        foreach (var wrong in _candidates.Where(entry => !entry.Declaration.IsSoundInItsFamily))
        {
            tell(wrong.Declaration.Errors);
        }

        return Array.FindAll(_candidates, entry => entry.Declaration.IsSoundInItsFamily);
    }

    private string? ErrorsOf(Func<Declaration, bool> which)
    {
        var errors = _declarations.Where(which).SelectMany(declaration => declaration.Errors).ToList();
        return errors.Count == 0 ? null : string.Join(" | ", errors);
    }
}
