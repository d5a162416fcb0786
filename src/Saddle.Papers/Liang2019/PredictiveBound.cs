using Saddle.Catalog;

namespace Saddle.Papers.Liang2019;

/// <summary>The predictive method on bilinear games, against its bound.</summary>
[Entry(
    "liang2019/pm-bound",
    "The predictive method converges on bilinear games, within the bound of consensus optimisation.",
    @"\|z_T\| \le \delta\ \text{for}\ T \ge 2 \tfrac{\lambda_M + \gamma^2 \lambda_M^2}{\gamma^2 \lambda_m^2} "
        + @"\log\tfrac{r}{\delta},\quad -J^2 = J^\top J",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear games")]
public sealed record PredictiveBound : MethodBound
{
    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override Published Published => new(
        "at most 2 (lM + gamma^2 lM^2)/(gamma^2 lm^2) log(r/delta) updates",
        "theorem on bilinear games",
        Setting.Remembered);

    private protected override Method Method => Method.Pm;
}
