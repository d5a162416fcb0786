using Saddle.Gans.Probes;

namespace Saddle.Gans.Watched;

/// <summary>
/// Whether a script adds both halves of the discriminator's loss or takes their mean: the scores of a round, which the
/// watch writes beside the loss, make one or the other.
/// </summary>
internal static class LossHalves
{
    // Penalties and smoothed labels change a loss by less than a quarter; halves by a half.
    private const double Near = 0.25;

    // Of unit normal scores, the places and weights of Gauss and Hermite's rule of three points.
    private static readonly (double Place, double Weight)[] Rule =
        [(-Math.Sqrt(3), 1 / 6.0), (0, 2 / 3.0), (Math.Sqrt(3), 1 / 6.0)];

    /// <summary>The ending of a form's name, -sum or -mean; empty where scores do not tell.</summary>
    /// <param name="log">The log.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="areLogits">Whether scores are logits, and no probabilities.</param>
    public static string Of(WatchedLog log, string objective, bool areLogits)
    {
        if (Sides(objective, areLogits) is not { } sides)
        {
            return string.Empty;
        }

        var rounds = log.Rounds.Series();
        Dictionary<long, double> By(string name) => rounds.TryGetValue(name, out var points)
            ? points.Where(p => double.IsFinite(p.Value)).ToDictionary(p => p.Step, p => p.Value)
            : [];
        var (loss, real, fake) = (By("loss_d"), By("score_real"), By("score_fake"));
        var (realSpread, fakeSpread) = (By("score_real_sd"), By("score_fake_sd"));
        double[] ratios =
        [
            .. real.Keys.Where(step => loss.ContainsKey(step) && fake.ContainsKey(step))
                .Select(step => loss[step] / (
                    Mean(sides.Real, real[step], realSpread.GetValueOrDefault(step))
                    + Mean(sides.Generated, fake[step], fakeSpread.GetValueOrDefault(step))))
                .Where(double.IsFinite),
        ];
        var ratio = ratios.Length > 0 ? Tails.Median(ratios) : 0;
        return Math.Abs(ratio - 1) < Near ? "-sum" : Math.Abs(ratio - 0.5) < Near / 2 ? "-mean" : string.Empty;
    }

    private static (Func<double, double> Real, Func<double, double> Generated)? Sides(
        string objective, bool areLogits)
    {
        return objective switch
        {
            "non-saturating" or "saturating" when areLogits => (s => Softplus(-s), Softplus),
            "non-saturating" or "saturating" => (p => -Math.Log(Chance(p)), p => -Math.Log(1 - Chance(p))),
            "least-squares" => (s => (s - 1) * (s - 1), s => s * s),
            "hinge" => (s => Math.Max(0, 1 - s), s => Math.Max(0, 1 + s)),
            _ => null,
        };
    }

    private static double Mean(Func<double, double> loss, double mean, double spread) =>
        Rule.Sum(point => point.Weight * loss(mean + (point.Place * spread)));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double Chance(double p) => Math.Clamp(p, 1e-3, 1 - 1e-3);
}
