using Saddle.Catalog;

namespace Saddle.Papers.Liang2019;

/// <summary>Implicit updates on bilinear games, against their bound.</summary>
[Entry(
    "liang2019/iu-bound",
    "Implicit updates converge on bilinear games with any step, within their bound.",
    @"\|z_T\| \le \delta\ \text{for}\ T \ge \tfrac{2 \log(r/\delta)}{\log(1 + \eta^2 \lambda_m)}",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear games")]
public sealed record ImplicitBound : MethodBound
{
    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Published Published => new(
        "at most 2 log(r/delta)/log(1 + eta^2 lm) updates",
        "theorem on bilinear games",
        Setting.Remembered);

    private protected override Method Method => Method.Iu;
}
