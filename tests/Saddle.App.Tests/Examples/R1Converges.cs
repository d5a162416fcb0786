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
public sealed record R1Converges : Claim<R1Converges.Measurements>
{
    private const long Steps = 3000;

    private static readonly Simultaneous Rule = new() { EtaG = 0.1, EtaD = 0.1 };

    private static readonly DiracGan Game =
        (DiracGan)Catalog<Game>.Get("dirac-gan").Create(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published =>
        new("converges with, does not without", "theorem 4.1", "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition => "every random start succeeds with the penalty, and none without it";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(Success(DiracPenalty.R1, setting), Success(DiracPenalty.None, setting));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (with, without) = measured;
        return new(
            with.Successes == with.Trials && without.Successes == 0 ? Outcome.Holds : Outcome.Contradicted,
            with.Rate,
            "share of random starts that succeed with the penalty",
            $"{with.Successes} of {with.Trials} starts succeed with the penalty, {without.Successes} without it.",
            new("Success of the Dirac-GAN with and without R1", [Panel(with, without)]))
        {
            Interval = (with.Low, with.High),
            Seeds = (int)with.Trials,
            Settings =
            [
                .. Catalog<Game>.EntryOf(Game).SettingsOf(Game).Select(s => (s.Key, s.Value)),
                .. Catalog<Rule>.EntryOf(Rule).SettingsOf(Rule).Select(s => (s.Key, s.Value)),
                ("success rule", Game.SuccessRules[0].Meaning),
                ("steps", $"{Steps}"),
                ("starts", $"{with.Trials}"),
                ("seed", $"{setting.Seed}"),
            ],
        };
    }

    private static Proportion Success(DiracPenalty penalty, ClaimSetting setting)
    {
        var starts = setting.Full ? 10_000 : 1000;
        var basin = new Basin(Game with { Penalty = penalty }, Rule, starts, Steps, setting.Seed);
        var result = basin.Run(cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        return result.Success(Game.SuccessRules[0]);
    }

    private static Panel Panel(Proportion with, Proportion without) => new(
        string.Empty,
        new("penalty") { Categories = ["none", "R1"] },
        new("success rate", Low: 0, High: 1),
        [
            new Bars("within 0.01 of the equilibrium", [0, 1], [without.Rate, with.Rate])
            {
                Low = [without.Low, with.Low],
                High = [without.High, with.High],
            },
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="With">The share of starts that succeed with the penalty.</param>
    /// <param name="Without">The share of starts that succeed without it.</param>
    public sealed record Measurements(Proportion With, Proportion Without);
}
