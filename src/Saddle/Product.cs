using System.Reflection;

namespace Saddle;

/// <summary>Which Saddle this is.</summary>
public static class Product
{
    /// <summary>
    /// The program's version with the commit it was built from. Of the assemblies only the program's carries it, so
    /// that the others are the same from commit to commit unless they change.
    /// </summary>
    public static string Version { get; } =
        (Assembly.GetEntryAssembly() ?? typeof(Product).Assembly)
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
