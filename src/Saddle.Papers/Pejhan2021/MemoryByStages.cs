using Saddle.Catalog;

namespace Saddle.Papers.Pejhan2021;

/// <summary>Three sentences, one more read by the memory of each stage.</summary>
[Entry(
    "pejhan2021/memory-by-stages",
    "Three sentences, one more read by the memory of each stage, are painted better than one, and than concatenated "
        + "ones.",
    @"r_0 = F(z, w_1),\quad r_{k+1} = U(R(r_k, w_{k+2}))",
    "Pejhan and Ghasemzadeh 2021, \"Multi-Sentence Hierarchical GAN\", J. AI Data Mining, 2021 (475-485)")]
public sealed record MemoryByStages : ThreeSentences
{
    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    private protected override string Reading => "memory by stages";

    /// <inheritdoc/>
    private protected override int Arm => 3;
}
