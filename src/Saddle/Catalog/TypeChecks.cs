using System.Reflection;

namespace Saddle.Catalog;

/// <summary>What can be wrong with an entry's type, whatever its settings are.</summary>
internal static class TypeChecks
{
    /// <summary>Finds the mistakes.</summary>
    /// <param name="type">The type, marked as an entry.</param>
    /// <param name="family">The base type of its family; null where it belongs to none.</param>
    public static IEnumerable<Mistake> Find(Type type, Type? family)
    {
        if (family is null)
        {
            yield return Mistakes.NoFamily();
        }

        if (CloneMethod(type) is null)
        {
            yield return Mistakes.NotRecord();
        }

        if (type.ContainsGenericParameters)
        {
            yield return Mistakes.Generic();
        }

        foreach (var mistake in FindInMaking(type))
        {
            yield return mistake;
        }
    }

    /// <summary>What the language makes of "with"; null where the type is not a record.</summary>
    /// <param name="type">The type.</param>
    public static MethodInfo? CloneMethod(Type type) => type.GetMethod("<Clone>$");

    // An abstract record's constructor is protected, which is no further mistake.
    private static IEnumerable<Mistake> FindInMaking(Type type)
    {
        if (type.IsAbstract)
        {
            yield return Mistakes.Abstract();
            yield break;
        }

        if (!type.IsSealed)
        {
            yield return Mistakes.NotSealed();
        }

        if (type.GetConstructors().Length is not 1 and var count)
        {
            yield return count == 0 ? Mistakes.NoConstructor() : Mistakes.SeveralConstructors(count);
        }
    }
}
