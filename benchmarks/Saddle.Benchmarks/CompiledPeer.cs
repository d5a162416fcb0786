using System.Diagnostics;

namespace Saddle.Benchmarks;

/// <summary>A program of benchmarks/peers in C.</summary>
internal static class CompiledPeer
{
    /// <summary>Compiles one.</summary>
    /// <param name="name">Its name without its ending.</param>
    /// <param name="processor">What tells the compiler which instructions to use, such as <c>-march=native</c>.</param>
    /// <param name="folder">The folder that the program is written to.</param>
    /// <returns>The program; where there is no compiler, or it refuses, one that is not there.</returns>
    public static string Compile(string name, string processor, string folder)
    {
        var program = Path.Combine(folder, name + processor.Replace(" ", "", StringComparison.Ordinal));
        var information = new ProcessStartInfo(
            "cc",
            [
                "-O3",
                .. processor.Split(' '),
                "-ffast-math",
                "-fopenmp-simd",
                Path.Combine(PythonPeer.Peers(), $"{name}.c"),
                "-o",
                program,
                "-lm",
            ])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        try
        {
            using var compiler = Process.Start(information)!;
            Console.Error.Write(compiler.StandardError.ReadToEnd());
            compiler.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Console.Error.WriteLine($"cc: {missing.Message}");
        }

        return program;
    }
}
