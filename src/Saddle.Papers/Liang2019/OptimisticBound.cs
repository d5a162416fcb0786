using Saddle.Catalog;

namespace Saddle.Papers.Liang2019;

/// <summary>Optimistic mirror descent on bilinear games, against its bound.</summary>
[Entry(
    "liang2019/omd-bound",
    "Optimistic mirror descent converges on bilinear games, within its bound.",
    @"\|z_T\| \le \delta\ \text{for}\ T \ge 16 \tfrac{\lambda_M}{\lambda_m} \log\tfrac{4\sqrt2 r}{\delta},\quad "
        + @"\eta = \tfrac{1}{2\sqrt{\lambda_M}}",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear games")]
public sealed record OptimisticBound : MethodBound
{
    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new(
        "at most 16 (lM/lm) log(4 sqrt2 r/delta) updates",
        "theorem on bilinear games",
        Setting.Remembered);

    private protected override Method Method => Method.Omd;
}
