using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Gans.Probes;
using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>The law of the -log D gradient's coordinates where the discriminator is off the optimum by white noise.</summary>
[Entry(
    "arjovsky2017/cauchy-law",
    "Off the optimum by white Gaussian noise, every coordinate of the -log D gradient is a centred Cauchy variable.",
    @"E_z[-\nabla_\theta \log D(g_\theta(z))]_i = E_z\Big[\frac{J_i(z)\, r(z)}{\epsilon(z)}\Big] \sim \mathrm{Cauchy}\big(0, \tfrac{\sigma_r}{\sigma_\epsilon} E_z |J_i(z)|\big)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.6")]
public sealed record CauchyLaw : Claim
{
    private const int Latents = 16;
    private const double Bonferroni = 3.327; // the normal quantile of a two-sided 5 % over 19 places of 3 pairs
    private const double TailBonferroni = 2.394; // and over 3 tail indices
    private const double TailShare = 0.01;

    private static readonly double[] Places = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new("a centred Cauchy law with infinite expectation and variance", "theorem 2.6", "read in the paper; the scale is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "for every pair of noise levels each of the 19 quantiles from 5 % to 95 % of the predicted law has its share of the draws below it, within the 95 % interval for all of them at once, and Hill's tail index is 1 within the 95 % interval for all pairs at once";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var draws = setting.Full ? 1_000_000 : 40_000;
        (double Slope, double Value)[] levels = [(1, 1), (1, 0.01), (0.01, 1)];
        var samples = levels.Select((level, i) => Draw(draws, level.Slope, level.Value, setting, i)).ToList();
        var shares = samples.Select(s => Places.Select(p => s.Values.Count(v => v < s.Scale * Math.Tan(Math.PI * (p - 0.5))) / (double)draws).ToArray()).ToList();
        var off = shares.SelectMany(row => row.Zip(Places, (share, p) => Math.Abs(share - p) / Math.Sqrt(p * (1 - p) / draws))).Max();
        var indices = samples.Select(s => (Index: Tails.Hill(s.Values, TailShare), Interval: Tails.HillInterval(s.Values, TailShare))).ToList();
        var holds = off <= Bonferroni && indices.TrueForAll(i => Math.Abs(i.Index - 1) <= TailBonferroni / Math.Sqrt(TailShare * draws) * i.Index);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            indices[0].Index,
            "tail index at equal noise levels (Cauchy: 1)",
            $"The share below a quantile is off by at most {off.Text("F2")} standard errors; the tail indices are {string.Join(", ", indices.Select(i => i.Index.Text("F3")))}.",
            new("Share of the draws below each quantile of the predicted law", [new(string.Empty, new("predicted share"), new("share"),
                [new Line("predicted", Places.Gaps(), Places.Gaps()), .. levels.Select((l, i) => (Trace)new Points(Name(l), Places.Gaps(), shares[i].Gaps()))])]))
        {
            Interval = indices[0].Interval,
            Seeds = draws,
            Settings = [("latent vectors of a gradient", Latents.Text()), ("draws", draws.Text()), ("noise of slope and of value", string.Join("; ", levels.Select(Name))), ("share of the tail", TailShare.Text())],
        };
    }

    private static string Name((double Slope, double Value) level) => $"{level.Slope.Text()}, {level.Value.Text()}";

    // One generator coordinate: J(z) is fixed, the noises are drawn anew each time, white: independent at every g(z).
    private static (double[] Values, double Scale) Draw(int draws, double slope, double value, ClaimSetting setting, int number)
    {
        var fixedNumbers = new Philox(setting.Seed, number, Purpose.Settings);
        var jacobian = Enumerable.Range(0, Latents).Select(_ => Normal.Quantile(Open(fixedNumbers))).ToArray();
        var random = new Philox(setting.Seed, number, Purpose.Noise);
        var values = new double[draws];
        for (var i = 0; i < draws; i++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            values[i] = jacobian.Average(j => j * slope * Normal.Quantile(Open(random)) / (value * Normal.Quantile(Open(random))));
        }

        return (values, slope / value * jacobian.Average(Math.Abs));
    }

    private static double Open(Philox random) => random.Uniform() + (0.5 / 9007199254740992.0);
}
