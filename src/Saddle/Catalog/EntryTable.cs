namespace Saddle.Catalog;

/// <summary>The entries of a family among given types; those that are declared wrongly are left out.</summary>
/// <typeparam name="TBase">The family, or a part of one.</typeparam>
internal sealed class EntryTable<TBase>
    where TBase : class
{
    private readonly IReadOnlyList<Declaration> _broken;

    /// <summary>Reads declarations.</summary>
    /// <param name="types">Types, of any families.</param>
    public EntryTable(IEnumerable<Type> types)
    {
        var declarations = Declarations.Read(types.Where(type => type.IsAssignableTo(typeof(TBase))));
        Entries =
        [
            .. declarations.Where(declaration => declaration.IsSound)
                .Select(declaration => new Entry<TBase>(declaration))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        _broken = [.. declarations.Where(declaration => !declaration.IsSound)];
    }

    /// <summary>The entries, by name.</summary>
    public IReadOnlyList<Entry<TBase>> Entries { get; }

    /// <summary>What is wrong with the others.</summary>
    public IEnumerable<DeclarationError> Errors => _broken.SelectMany(declaration => declaration.Errors);

    /// <summary>The entry of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SettingsException">There is none, or its declaration is wrong.</exception>
    public Entry<TBase> Get(string name) =>
        Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw (ErrorsOf(declaration => declaration.Name == name) is { } errors
            ? new SettingsException($"'{name}' cannot be used, because it is declared wrongly: {errors}")
            : SettingsException.Unknown(Families.Noun(typeof(TBase)), name, Entries.Select(entry => entry.Name)));

    /// <summary>The entry that made an object.</summary>
    /// <param name="made">The object.</param>
    /// <exception cref="InvalidOperationException">None did: its type is not marked, or declared wrongly.</exception>
    public Entry<TBase> EntryOf(TBase made) =>
        Entries.FirstOrDefault(entry => entry.Made(made))
        ?? throw new InvalidOperationException(
            ErrorsOf(declaration => declaration.Type == made.GetType())
            ?? $"{made.GetType()} is no entry of a catalogue; mark it with [Entry]");

    private string? ErrorsOf(Func<Declaration, bool> which)
    {
        var errors = _broken.Where(which).SelectMany(declaration => declaration.Errors).ToList();
        return errors.Count == 0 ? null : string.Join(" | ", errors);
    }
}
