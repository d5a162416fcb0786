using System.Reflection;
using System.Text.Json;

namespace Saddle.Data.Tests.Support;

/// <summary>The figures of peers in tests/data.</summary>
internal static class Peers
{
    private static readonly string Folder = Path.Combine(
        typeof(Peers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "RepositoryDirectory").Value!,
        "tests",
        "data");

    public static string PathOf(params string[] names) => Path.Combine([Folder, .. names]);

    public static byte[] Bytes(params string[] names) => File.ReadAllBytes(PathOf(names));

    public static JsonElement Json(params string[] names)
    {
        using var document = JsonDocument.Parse(Bytes(names));
        return document.RootElement.Clone();
    }
}
