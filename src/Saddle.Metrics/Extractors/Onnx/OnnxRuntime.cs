using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Saddle.Metrics.Extractors.Onnx;

/// <summary>Where ONNX Runtime's library and the models that come with the program lie; and its loading.</summary>
internal static class OnnxRuntime
{
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The version of ONNX Runtime.</summary>
    /// <exception cref="MissingComponentException">Its library is not there, or cannot be loaded.</exception>
    public static string Version => Loaded.Value;

    /// <summary>Whether its library is there.</summary>
    public static bool IsThere => Find(LibraryName) is not null;

    private static string LibraryName => OperatingSystem.IsWindows() ? "onnxruntime.dll"
        : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib"
        : "libonnxruntime.so";

    /// <summary>A file that comes with the program; null where it is not there.</summary>
    /// <param name="name">Its name.</param>
    public static string? Find(string name) =>
        ProgramFiles.Places(AppContext.BaseDirectory, "onnx", name).FirstOrDefault(File.Exists);

    private static string Load()
    {
        var file = Find(LibraryName)
            ?? throw Missing($"{LibraryName} is not in onnx/ beside the program, nor in artifacts/onnx");
        OrtEnv.DisableDllImportResolver = true; // which would look elsewhere
        NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, (library, _, _) =>
            library.Contains("onnxruntime", StringComparison.Ordinal) ? NativeLibrary.Load(file) : 0);
        try
        {
            // What is wrong with a model is in the exception; a log would go to the terminal.
            var options = new EnvironmentCreationOptions
            {
                logId = "saddle",
                logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            return OrtEnv.CreateInstanceWithOptions(ref options).GetVersionString();
        }
        catch (Exception failure) when (failure is TypeInitializationException or DllNotFoundException)
        {
            throw Missing((failure.InnerException ?? failure).Message.Split('\n')[0].Trim());
        }
    }

    private static MissingComponentException Missing(string why) => new(
        $"ONNX Runtime cannot be loaded: {why}; building Saddle again (./saddle) places it there");
}
