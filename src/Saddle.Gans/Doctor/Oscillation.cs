using System.Globalization;
using Saddle.Catalog;
using Saddle.Data.Logs;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Doctor;

/// <summary>Players that go round each other and come no nearer.</summary>
[Entry(
    "oscillation",
    "both players go round and come no nearer",
    @"z_{n+T} \approx z_n",
    "Mescheder et al. 2018 (arXiv:1801.04406), section 2; Balduzzi et al. 2018 (arXiv:1802.05642)")]
public sealed record Oscillation : Ailment
{
    // One period explains more than half of what a series does, and noise with the series' own memory would show it
    // once in a million; rotation moves both players, so the other one's series must show it too, once in ten thousand.
    private const double Share = 0.5;
    private const double Chance = 1e-6;
    private const double OtherChance = 1e-4;

    /// <inheritdoc/>
    public override int Place => 60;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var found = new OscillationProbe().Found(run.Series).ToList();
        var clear = found.Where(f => f.Peak.Chance < Chance && f.Peak.Share > Share)
            .OrderByDescending(f => f.Peak.Share)
            .ToList();
        if (clear.Count == 0
            || !found.Any(f => Generator(f.Name) != Generator(clear[0].Name) && f.Peak.Chance < OtherChance)
            || (run.Foreign && run.Losses.Agreed == Standing.DiscriminatorPerfect)
            || (!run.Foreign && !Unsettled(run, clear.Select(f => f.Name))))
        {
            return null;
        }

        var (name, every, peak) = clear[0];
        return new(
            "oscillation",
            string.Create(
                CultureInfo.InvariantCulture,
                $"training goes round: {name} has a period of {peak.Period * every:G4} {Unit(run)} that explains "
                + $"{peak.Share:P0} of its variance, and the other player follows; "
                + $"{(run.Foreign ? "neither settles" : "what is generated does not settle on the data")}"),
            [($"{name}/period", peak.Period * every), ($"{name}/share", peak.Share), ($"{name}/chance", peak.Chance)],
            [
                new(
                    "add r1, under the Wasserstein loss too",
                    "it turns the circle around the equilibrium into a spiral towards it; "
                    + "gradient-penalty, which wants a slope of 1 there, does not",
                    "Mescheder et al. 2018 (arXiv:1801.04406), section 3 and theorem 4.1")
                {
                    Settings = Remedy.ZeroSlope(run),
                    Code = PyTorchCode.R1(run),
                },
                new(
                    "take rule extragradient, optimistic-adam or consensus",
                    "they contract a rotation, which plain descent does not",
                    "Gidel et al. 2019 (arXiv:1802.10551), section 3; Daskalakis et al. 2018 (arXiv:1711.00141)")
                {
                    Code = PyTorchCode.Optimistic(run),
                },
                new(
                    "take a running average of the generator (--set ema=0.999)",
                    "the running average of a circle is its centre",
                    "Yazici et al. 2019 (arXiv:1806.04498)")
                {
                    Code = PyTorchCode.Average(run, peak.Period * every),
                },
            ]);
    }

    // A circle leads past the data now and then: where both players turn clearly, and no average is taken, it does not
    // matter where they are at the end.
    private static bool Unsettled(CaseHistory run, IEnumerable<string> clear) =>
        ModeCollapse.Poor(run)
            || (run.Configuration?.Settings.Ema == 0 && clear.Select(Generator).Distinct().Count() == 2);

    private static string Unit(CaseHistory run) => run.Logged.Unit switch
    {
        LogUnit.Epoch => "epochs",
        LogUnit.ThousandImages => "thousand images",
        LogUnit.Entry => "entries",
        _ => "updates",
    };

    private static bool Generator(string name) =>
        name is "loss/generator" or "parameter-norm/generator" or "score/generated";
}
