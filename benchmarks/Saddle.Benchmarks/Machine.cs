using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Saddle.Benchmarks;

/// <summary>What figures were taken on, without which they say nothing.</summary>
internal static class Machine
{
    /// <summary>Date, processor, cores, vectors and runtime.</summary>
    public static object Describe() => new
    {
        date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        processor = Processor(),
        cores = Environment.ProcessorCount,
        vectors = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        runtime = RuntimeInformation.FrameworkDescription,
    };

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
    }
}
