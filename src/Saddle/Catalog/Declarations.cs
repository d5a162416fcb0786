namespace Saddle.Catalog;

/// <summary>What types declare, and what is wrong with it. An entry with a mistake takes no other down.</summary>
public static class Declarations
{
    /// <summary>Is told every mistake that a catalogue has, once, when it is first looked into.</summary>
    public static Action<DeclarationError>? Reporter { get; set; }

    /// <summary>Checks types that are marked with <see cref="EntryAttribute"/>, or should be.</summary>
    /// <param name="types">The types, of any families.</param>
    /// <returns>All mistakes; none where all is well.</returns>
    public static IReadOnlyList<DeclarationError> Check(IEnumerable<Type> types) =>
        [.. Read(types).SelectMany(declaration => declaration.Errors)];

    /// <summary>Checks all assemblies of Saddle in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>All mistakes; none where all is well.</returns>
    public static IReadOnlyList<DeclarationError> CheckFolder(string folder)
    {
        var found = AssemblySearch.In(folder);
        return [.. found.Errors, .. Check(found.Types)];
    }

    /// <summary>Reads declarations. The family's own assembly has the first right to a name.</summary>
    /// <param name="types">The types, of any families.</param>
    internal static IReadOnlyList<Declaration> Read(IEnumerable<Type> types)
    {
        List<Declaration> all =
        [
            .. types
                .OrderBy(type => Families.Find(type)?.Assembly == type.Assembly ? 0 : 1)
                .ThenBy(type => type.Assembly.GetName().Name, StringComparer.Ordinal)
                .ThenBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => new Declaration(type)),
        ];
        foreach (var same in all.Where(d => d.Family is not null && d.Name.Length > 0).GroupBy(d => (d.Family, d.Name)))
        {
            foreach (var later in same.Skip(1))
            {
                later.Add(Mistakes.NameTaken(later.Name, same.First().Type));
            }
        }

        return all;
    }

    /// <summary>Tells mistakes to whoever listens.</summary>
    /// <param name="errors">The mistakes.</param>
    internal static void Tell(IEnumerable<DeclarationError> errors)
    {
        foreach (var error in errors)
        {
            Reporter?.Invoke(error);
        }
    }
}
