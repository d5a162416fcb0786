using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Saddle.Torch;

/// <summary>
/// Which of its kernels OpenBLAS multiplies with. It goes by a table of processors' model numbers, and on one that is
/// newer than its release it takes kernels of 2004, which have 4 numbers in a vector where there would be 16: on a
/// processor of 2023 Debian 12's release is five times as slow as it could be. Here it is told by what the processor
/// can do, which no table has to know.
/// </summary>
internal static partial class BlasKernels
{
    /// <summary>What OpenBLAS reads, once, when it is loaded.</summary>
    public const string Variable = "OPENBLAS_CORETYPE";

    /// <summary>The kernels for this processor, by OpenBLAS's name; null where it finds them well itself.</summary>
    public static string? Best =>
        Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512CD.IsSupported ? "SkylakeX"
        : !Avx2.IsSupported || !Fma.IsSupported ? null
        : IsAmd ? "Zen"
        : "Haswell";

    // "Auth", "enti", "cAMD": the maker's name, in the order of EBX, EDX, ECX.
    private static bool IsAmd => X86Base.IsSupported && X86Base.CpuId(0, 0) is (_, 0x68747541, 0x444D4163, 0x69746E65);

    /// <summary>Tells OpenBLAS, unless the user has. To be called before anything loads it.</summary>
    public static void Choose()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) is null && Best is { } best)
        {
            Environment.SetEnvironmentVariable(Variable, best); // for processes that are started from here
            _ = SetInProcess(Variable, best, 0); // .NET's variables are a copy that native code does not see
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetInProcess(string name, string value, int overwrite);
}
