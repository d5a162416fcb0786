using System.Runtime.InteropServices;

namespace Saddle.Data.Images;

/// <summary>Finds the libraries that decode images, by the names that systems give them.</summary>
internal static class NativeLibraries
{
    private static readonly Dictionary<string, (string[] Files, string Package)> Known = new(StringComparer.Ordinal)
    {
        ["turbojpeg"] = (
            ["libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.dylib", "turbojpeg.dll"], "libturbojpeg0"),
        ["spng"] = (["libspng.so.0", "libspng.so", "libspng.dylib", "spng.dll"], "libspng0"),
        ["webp"] = (["libwebp.so.7", "libwebp.so", "libwebp.dylib", "libwebp.dll"], "libwebp7"),
    };

    private static readonly Lock Guard = new();
    private static bool _installed;

    /// <summary>Has imports of these names found from now on. Call it before the first.</summary>
    public static void Install()
    {
        lock (Guard)
        {
            if (!_installed)
            {
                NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, (name, _, _) => Load(name));
                _installed = true;
            }
        }
    }

    /// <summary>Loads a library.</summary>
    /// <param name="name">Its name in the imports.</param>
    /// <exception cref="MissingComponentException">It is not installed.</exception>
    private static IntPtr Load(string name)
    {
        if (!Known.TryGetValue(name, out var known))
        {
            return IntPtr.Zero; // one of the runtime's own
        }

        return Find(known.Files) is var library && library != IntPtr.Zero ? library : throw Missing();
    }

    /// <summary>The failure to find a library: all that are missing are named, to be installed at once.</summary>
    internal static MissingComponentException Missing() =>
        Missing([.. Known.Values.Where(known => Find(known.Files) == IntPtr.Zero)]);

    /// <summary>The failure to find libraries.</summary>
    /// <param name="missing">Their files and packages.</param>
    internal static MissingComponentException Missing(IReadOnlyList<(string[] Files, string Package)> missing)
    {
        var files = string.Join(" and ", missing.Select(known => known.Files[0]));
        var what = missing.Count == 1
            ? "decodes images, is not installed; to get it"
            : "decode images, are not installed; to get them";
        return new($"{files}, which {what}: {AptGet.Install(missing.Select(known => known.Package))}");
    }

    private static IntPtr Find(string[] files)
    {
        foreach (var file in files)
        {
            var assembly = typeof(NativeLibraries).Assembly;
            if (NativeLibrary.TryLoad(file, assembly, DllImportSearchPath.SafeDirectories, out var library))
            {
                return library;
            }
        }

        return IntPtr.Zero;
    }
}
