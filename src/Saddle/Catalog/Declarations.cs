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
        [.. Read(types).SelectMany(declaration => declaration.IsSoundInItsFamily ? [] : declaration.Errors)];

    /// <summary>Checks all assemblies of Saddle in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>All mistakes; none where all is well.</returns>
    public static IReadOnlyList<DeclarationError> CheckFolder(string folder)
    {
        var found = AssemblySearch.In(folder);
        return [.. found.Errors, .. Check(found.Types)];
    }

    /// <summary>Tells whoever listens a mistake that an entry shows only at work.</summary>
    /// <param name="made">What the entry made.</param>
    /// <param name="mistake">The mistake.</param>
    public static void Tell(object made, Mistake mistake)
    {
        ArgumentNullException.ThrowIfNull(made);
        var type = made.GetType();
        Tell([new($"{type.Assembly.GetName().Name}.dll", type.FullName, null, mistake)]);
    }

    /// <summary>Reads declarations. The family's own assembly has the first right to a name.</summary>
    /// <param name="types">The types, of any families.</param>
    internal static IReadOnlyList<Declaration> Read(IEnumerable<Type> types)
    {
        List<Type> ordered = [.. types];
        ordered.Sort(Compare);
        var all = ordered.ConvertAll(type => new Declaration(type));
        var taken = new Dictionary<string, Declaration>(StringComparer.Ordinal);
        foreach (var one in all.Where(declaration => declaration.Family is not null && declaration.Name.Length > 0))
        {
            if (!taken.TryAdd($"{one.Family} {one.Name}", one))
            {
                one.Add(Mistakes.NameTaken(one.Name, taken[$"{one.Family} {one.Name}"].Type));
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

    private static int Compare(Type first, Type second)
    {
        var (own, other) = (IsOwn(first), IsOwn(second));
        return own != other ? (own ? -1 : 1)
            : first.Assembly != second.Assembly
                ? string.CompareOrdinal(first.Assembly.GetName().Name, second.Assembly.GetName().Name)
            : string.CompareOrdinal(first.FullName, second.FullName);
    }

    private static bool IsOwn(Type type) => Families.Find(type)?.Assembly == type.Assembly;
}
