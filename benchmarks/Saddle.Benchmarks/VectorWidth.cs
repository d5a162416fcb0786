using System.Runtime.Intrinsics.X86;

namespace Saddle.Benchmarks;

/// <summary>A width of vectors that processes can be told to use.</summary>
/// <param name="Name">The width in words.</param>
/// <param name="Ours">What tells .NET.</param>
/// <param name="Peers">What tells numpy, numba and PyTorch; null where they cannot be told.</param>
/// <param name="Compiler">What tells a compiler of C.</param>
internal sealed record VectorWidth(
    string Name,
    IReadOnlyDictionary<string, string> Ours,
    IReadOnlyDictionary<string, string>? Peers,
    string Compiler)
{
    private const string Native = "-march=native";
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether fused multiply-add is emulated, to the same bits: a hundred times as slow, so that who computes with it
    /// much is not timed.
    /// </summary>
    public bool IsEmulated { get; init; }

    /// <summary>The widths of this machine, its own first.</summary>
    public static IReadOnlyList<VectorWidth> All =>
        Avx512F.IsSupported
            ? [new("512 bits", Nothing, Nothing, Native), Told("256 bits", "EnableAVX512=0", HeldTo256), .. Narrow]
            : Avx2.IsSupported ? [new("256 bits", Nothing, Nothing, Native), .. Narrow]
            : [new("as it is", Nothing, Nothing, Native)];

    private static IEnumerable<VectorWidth> Narrow =>
    [
        Told("128 bits", "PreferredVectorBitWidth=128", null),
        Told("128, no FMA", "EnableAVX2=0", null) with { IsEmulated = true },
        Told("no vectors", "EnableHWIntrinsic=0", null) with { IsEmulated = true },
    ];

    private static Dictionary<string, string> HeldTo256 => new(StringComparer.Ordinal)
    {
        ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL",
        ["NUMBA_CPU_NAME"] = "haswell",
        ["ATEN_CPU_CAPABILITY"] = "avx2",
    };

    private static VectorWidth Told(string name, string setting, IReadOnlyDictionary<string, string>? peers) =>
        new(
            name,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [$"DOTNET_{setting.Split('=')[0]}"] = setting.Split('=')[1],
            },
            peers,
            "-mavx2 -mfma");
}
