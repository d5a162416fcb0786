using Saddle.Catalog;

namespace Saddle.Papers.Pejhan2021;

/// <summary>Three sentences, all read by the memory of every stage.</summary>
[Entry(
    "pejhan2021/memory-at-once",
    "Three sentences, all read by the memory of each stage, are painted better than one, and than concatenated ones.",
    @"r_{k+1} = U(R(r_k, (w_1, w_2, w_3)))",
    "Pejhan and Ghasemzadeh 2021, \"Multi-Sentence Hierarchical GAN\", J. AI Data Mining, 2021 (475-485)")]
public sealed record MemoryAtOnce : ThreeSentences
{
    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    private protected override string Reading => "memory at once";

    /// <inheritdoc/>
    private protected override int Arm => 2;
}
