using System.Reflection;

namespace Saddle.Catalog;

/// <summary>To which family a type belongs.</summary>
internal static class Families
{
    /// <summary>
    /// The family's base type: the one marked with <see cref="FamilyAttribute"/>; null where there is none.
    /// </summary>
    /// <param name="type">A type, which may be the base type itself.</param>
    public static Type? Find(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.IsDefined(typeof(FamilyAttribute), inherit: false))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>An example of the names of a family's entries.</summary>
    /// <param name="family">The base type; null for what belongs to none.</param>
    public static string NameForm(Type? family) =>
        (family?.GetCustomAttribute<FamilyAttribute>() ?? new FamilyAttribute()).Names;

    /// <summary>What an entry is, with its article: a game, an objective.</summary>
    /// <param name="family">The base type.</param>
    public static string Noun(Type family)
    {
        var article = "AEIOU".Contains(family.Name[0], StringComparison.Ordinal) ? "an" : "a";
        return $"{article} {Word(family)}";
    }

    /// <summary>What an entry is: game, data set.</summary>
    /// <param name="family">The base type.</param>
    public static string Word(Type family) => string.Concat(
        family.Name.Select((c, i) => $"{(i > 0 && char.IsUpper(c) ? " " : string.Empty)}{char.ToLowerInvariant(c)}"));
}
