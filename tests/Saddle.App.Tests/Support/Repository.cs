using System.Reflection;

namespace Saddle.App.Tests.Support;

/// <summary>The files of the repository.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = typeof(
        Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(
        a => a.Key == "RepositoryDirectory").Value!;

    /// <summary>The lines of one of its files.</summary>
    /// <param name="path">The path from the repository's folder.</param>
    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Folder, path));
}
