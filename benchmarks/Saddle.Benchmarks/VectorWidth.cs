using System.Runtime.Intrinsics.X86;

namespace Saddle.Benchmarks;

/// <summary>A width of vectors that processes can be told to use.</summary>
/// <param name="Name">The width in words.</param>
/// <param name="Ours">What tells .NET.</param>
/// <param name="Peers">What tells numpy, numba and PyTorch; null where they cannot be told.</param>
internal sealed record VectorWidth(
    string Name, IReadOnlyDictionary<string, string> Ours, IReadOnlyDictionary<string, string>? Peers)
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    /// <summary>The widths of this machine, its own first.</summary>
    public static IReadOnlyList<VectorWidth> All =>
        Avx512F.IsSupported
            ? [new("512 bits", Nothing, Nothing), Told("256 bits", "EnableAVX512", HeldTo256), .. Narrow]
            : Avx2.IsSupported ? [new("256 bits", Nothing, Nothing), .. Narrow]
            : [new("as it is", Nothing, Nothing)];

    private static IEnumerable<VectorWidth> Narrow =>
        [Told("128 bits", "EnableAVX2", null), Told("no vectors", "EnableHWIntrinsic", null)];

    private static Dictionary<string, string> HeldTo256 => new(StringComparer.Ordinal)
    {
        ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL",
        ["NUMBA_CPU_NAME"] = "haswell",
        ["ATEN_CPU_CAPABILITY"] = "avx2",
    };

    private static VectorWidth Told(string name, string setting, IReadOnlyDictionary<string, string>? peers) =>
        new(name, new Dictionary<string, string>(StringComparer.Ordinal) { [$"DOTNET_{setting}"] = "0" }, peers);
}
