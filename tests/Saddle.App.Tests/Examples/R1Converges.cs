using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Guide;

/// <summary>A penalty on the discriminator's gradient stops the rotation of the Dirac-GAN.</summary>
[Entry(
    "guide/r1-converges",
    "With an R1 penalty the Dirac-GAN converges from every start; without it, from none.",
    @"L_D + \tfrac\gamma2 \psi^2,\ \gamma > 0",
    "after Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), theorem 4.1")]
public sealed record R1Converges : Claim
{
    private const long Steps = 3000;

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new("converges with, does not without", "theorem 4.1 and lemma 2.3", "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition => "every random start succeeds with the penalty, and none without it";

    /// <inheritdoc/>
    public override Finding Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var game = (DiracGan)Catalog<Game>.Get("dirac-gan").Create(new Dictionary<string, string>(StringComparer.Ordinal));
        var rule = new Simultaneous { EtaG = 0.1, EtaD = 0.1 };
        var starts = setting.Full ? 10_000 : 1000;
        Proportion Success(DiracPenalty penalty)
        {
            var result = new Basin(game with { Penalty = penalty }, rule, starts, Steps, setting.Seed).Run(cancellation: setting.Cancellation);
            setting.Cancellation.ThrowIfCancellationRequested();
            return result.Success(game.SuccessRules[0]);
        }

        var (with, without) = (Success(DiracPenalty.R1), Success(DiracPenalty.None));
        return new(
            with.Successes == with.Trials && without.Successes == 0 ? Outcome.Holds : Outcome.Contradicted,
            with.Rate,
            "share of random starts that succeed with the penalty",
            $"{with.Successes} of {with.Trials} starts succeed with the penalty, {without.Successes} without it.",
            new(
                "Success of the Dirac-GAN with and without R1",
                [
                    new(
                        string.Empty,
                        new("penalty") { Categories = ["none", "R1"] },
                        new("success rate", Low: 0, High: 1),
                        [
                            new Bars("within 0.01 of the equilibrium", [0, 1], [without.Rate, with.Rate])
                            {
                                Low = [without.Low, with.Low],
                                High = [without.High, with.High],
                            },
                        ]),
                ]))
        {
            Interval = (with.Low, with.High),
            Seeds = starts,
            Settings =
            [
                .. Catalog<Game>.Of(game).SettingsOf(game).Select(s => (s.Key, s.Value)),
                .. Catalog<Rule>.Of(rule).SettingsOf(rule).Select(s => (s.Key, s.Value)),
                ("success rule", game.SuccessRules[0].Meaning),
                ("steps", $"{Steps}"),
                ("starts", $"{starts}"),
                ("seed", $"{setting.Seed}"),
            ],
        };
    }
}
