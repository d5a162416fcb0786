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

        foreach (var file in known.Files)
        {
            var assembly = typeof(NativeLibraries).Assembly;
            if (NativeLibrary.TryLoad(file, assembly, DllImportSearchPath.SafeDirectories, out var library))
            {
                return library;
            }
        }

        throw Missing(known.Files[0], known.Package);
    }

    /// <summary>The failure to find a library.</summary>
    internal static MissingComponentException Missing(string file, string package) =>
        new($"{file}, which decodes images, is not installed; to get it: sudo apt-get install -y {package}");
}
