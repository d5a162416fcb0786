using System.Reflection;
using System.Runtime.Loader;

namespace Saddle.Catalog;

/// <summary>
/// Finds the types that catalogues are made of, in the assemblies of a folder whose names begin with Saddle. What
/// cannot be loaded is left out and reported.
/// </summary>
/// <param name="Types">The types that are marked as entries, and those that look as if they should be.</param>
/// <param name="Errors">What could not be loaded.</param>
internal sealed record AssemblySearch(IReadOnlyList<Type> Types, IReadOnlyList<DeclarationError> Errors)
{
    private static readonly Lazy<AssemblySearch> Found = new(SearchBeside);

    /// <summary>What lies beside the running program.</summary>
    public static AssemblySearch Beside => Found.Value;

    /// <summary>What lies in a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static AssemblySearch In(string folder)
    {
        var errors = new List<DeclarationError>();
        Type[] types =
        [
            .. Directory.EnumerateFiles(folder, "Saddle*.dll")
                .Order(StringComparer.Ordinal)
                .SelectMany(file => TypesIn(file, errors)),
        ];
        return new(types, errors);
    }

    private static AssemblySearch SearchBeside()
    {
        var found = In(Path.GetDirectoryName(typeof(AssemblySearch).Assembly.Location)!);
        Declarations.Tell(found.Errors);
        Declarations.Tell(Declarations.Check(found.Types.Where(type => Families.Find(type) is null)));
        return found;
    }

    private static IEnumerable<Type> TypesIn(string file, List<DeclarationError> errors)
    {
        var name = Path.GetFileName(file);
        try
        {
            var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(file));
            return assembly.GetTypes().Where(type => IsCandidate(type, name, errors));
        }
        catch (ReflectionTypeLoadException some)
        {
            errors.AddRange(some.LoaderExceptions
                .Select(failure => failure!.Message)
                .Distinct(StringComparer.Ordinal)
                .Select(reason => new DeclarationError(name, null, null, Mistakes.TypesUnreadable(reason))));
            return some.Types.OfType<Type>().Where(type => IsCandidate(type, name, errors));
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException)
        {
            errors.Add(new(name, null, null, Mistakes.AssemblyUnreadable(failure.Message)));
            return [];
        }
    }

    // What is internal or nested and not marked is somebody's own affair: a double of a test, say.
    private static bool IsCandidate(Type type, string file, List<DeclarationError> errors)
    {
        try
        {
            return type.IsDefined(typeof(EntryAttribute), inherit: false)
                || (type is { IsPublic: true, IsAbstract: false, IsClass: true } && Families.Find(type) is not null);
        }
        catch (Exception failure) when (failure is TypeLoadException or BadImageFormatException or IOException)
        {
            errors.Add(new(file, type.FullName, null, Mistakes.TypeUnreadable(failure.Message)));
            return false;
        }
    }
}
