using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Probes;
using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// The law of the -log D gradient's coordinates where the discriminator is off the optimum by white noise.
/// </summary>
[Entry(
    "arjovsky2017/cauchy-law",
    "Off the optimum by white Gaussian noise, every coordinate of the -log D gradient is a centred Cauchy variable.",
    @"E_z[-\nabla_\theta \log D(g_\theta(z))]_i = E_z\Big[\frac{J_i(z)\, r(z)}{\epsilon(z)}\Big]"
        + @" \sim \mathrm{Cauchy}\big(0, \tfrac{\sigma_r}{\sigma_\epsilon} E_z |J_i(z)|\big)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.6")]
public sealed record CauchyLaw : Claim<CauchyLaw.Measurements>
{
    private const int Latents = 16;
    private const double Bonferroni = 3.327; // the normal quantile of a two-sided 5 % over 19 places of 3 pairs
    private const double TailBonferroni = 2.394; // and over 3 tail indices
    private const double TailShare = 0.01;

    private static readonly double[] Places = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    private static readonly (double Slope, double Value)[] Levels = [(1, 1), (1, 0.01), (0.01, 1)];

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new(
        "a centred Cauchy law with infinite expectation and variance",
        "theorem 2.6",
        "read in the paper; the scale is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "for every pair of noise levels each of the 19 quantiles from 5 % to 95 % of the predicted law has its share "
        + "of the draws below it, within the 95 % interval for all of them at once, and Hill's tail index is 1 within "
        + "the 95 % interval for all pairs at once";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var draws = setting.Full ? 1_000_000 : 40_000;
        return new(draws, [.. Levels.Select((level, i) => LookAt(draws, level.Slope, level.Value, setting, i))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var (draws, looks) = measured;
        var off = looks.Max(look => Off(look, draws));
        var holds = off <= Bonferroni && looks.All(look => HasCauchyTail(look, draws));
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            looks[0].TailIndex,
            "tail index at equal noise levels (Cauchy: 1)",
            $"The share below a quantile is off by at most {off.Text("F2")} standard errors; "
            + $"the tail indices are {string.Join(", ", looks.Select(look => look.TailIndex.Text("F3")))}.",
            new("Share of the draws below each quantile of the predicted law", [Panel(looks)]))
        {
            Interval = looks[0].TailInterval,
            Seeds = draws,
            Settings = Settings(measured),
        };
    }

    /// <summary>Draws of a gradient's coordinate, and the scale of its predicted Cauchy law.</summary>
    /// <remarks>
    /// One generator coordinate: J(z) is fixed, the noises are drawn anew each time, white: independent at every g(z).
    /// </remarks>
    internal static (double[] Values, double Scale) Draw(
        int draws,
        double slope,
        double value,
        ClaimSetting setting,
        int number)
    {
        var fixedNumbers = new Philox(setting.Seed, number, Purpose.Settings);
        var jacobian = Enumerable.Range(0, Latents).Select(_ => fixedNumbers.UnitNormal()).ToArray();
        var random = new Philox(setting.Seed, number, Purpose.Noise);
        var values = new double[draws];
        for (var i = 0; i < draws; i++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            values[i] = jacobian.Average(j => j * slope * random.UnitNormal() / (value * random.UnitNormal()));
        }

        return (values, slope / value * jacobian.Average(Math.Abs));
    }

    private static Look LookAt(int draws, double slope, double value, ClaimSetting setting, int number)
    {
        var (values, scale) = Draw(draws, slope, value, setting, number);
        double Share(double place)
        {
            var quantile = scale * Math.Tan(Math.PI * (place - 0.5));
            return values.Count(v => v < quantile) / (double)draws;
        }

        return new(
            slope,
            value,
            [.. Places.Select(Share)],
            Tails.Hill(values, TailShare),
            Tails.HillInterval(values, TailShare));
    }

    // In standard errors of a share.
    private static double Off(Look look, int draws) =>
        look.Shares.Zip(Places, (share, p) => Math.Abs(share - p) / Math.Sqrt(p * (1 - p) / draws)).Max();

    private static bool HasCauchyTail(Look look, int draws) =>
        Math.Abs(look.TailIndex - 1) <= TailBonferroni / Math.Sqrt(TailShare * draws) * look.TailIndex;

    private static IReadOnlyList<(string Name, string Value)> Settings(Measurements measured) =>
    [
        ("latent vectors of a gradient", Latents.Text()),
        ("draws", measured.Draws.Text()),
        ("noise of slope and of value", string.Join("; ", measured.Looks.Select(Name))),
        ("share of the tail", TailShare.Text()),
    ];

    private static string Name(Look look) => $"{look.Slope.Text()}, {look.Value.Text()}";

    private static Panel Panel(IReadOnlyList<Look> looks) => new(
        string.Empty,
        new("predicted share"),
        new("share"),
        [
            new Line("predicted", Places.Gaps(), Places.Gaps()),
            .. looks.Select(look => new Points(Name(look), Places.Gaps(), look.Shares.Gaps())),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Draws">The draws of each pair of noise levels.</param>
    /// <param name="Looks">What they show, pair by pair.</param>
    public sealed record Measurements(int Draws, IReadOnlyList<Look> Looks);

    /// <summary>The draws of one pair of noise levels.</summary>
    /// <param name="Slope">The noise's standard deviation on the discriminator's slope.</param>
    /// <param name="Value">That on its value.</param>
    /// <param name="Shares">The shares below the 19 quantiles of the predicted law.</param>
    /// <param name="TailIndex">Hill's tail index.</param>
    /// <param name="TailInterval">Its 95 % interval.</param>
    public sealed record Look(
        double Slope,
        double Value,
        IReadOnlyList<double> Shares,
        double TailIndex,
        (double Low, double High) TailInterval);
}
