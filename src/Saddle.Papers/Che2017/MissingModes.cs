using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.Papers.Che2017;

/// <summary>How many of the thousand modes of stacked digits are never generated.</summary>
[Entry(
    "che2017/missing-modes",
    "On stacked digits a mode-regularised GAN misses fewer of the thousand modes than the plain one, and its modes' shares are nearer to the data's.",
    @"\#\{m : \hat p(m) = 0\},\quad \mathrm{KL}(\hat p \,\|\, p^*)",
    "Che, Li, Jacob, Bengio and Li 2017 (arXiv:1612.02136), section 4.2, table of the compositional digits")]
public sealed record MissingModes : Claim
{
    private const int Modes = 1000;
    private const int Samples = 10_000;

    /// <inheritdoc/>
    public override int Place => 3;

    /// <inheritdoc/>
    public override Published Published => new(
        "missing modes and KL of DCGAN against Reg-DCGAN: 204.7/77.9 and 32.1/62.3; 204.3/60.2 and 71.5/58.9; 103.4/75.9 and 42.7/68.4; 89.3/77.8 and 31.6/67.8",
        "table of the compositional digits, four sets of networks",
        "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition => "over the seeds the median number of missing modes and the median divergence are both lower with mode regularisation than without";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (seeds, updates) = setting.Full ? (10, 30_000) : (4, 1200);
        var counts = Networks.Each("che2017/missing-modes", Remedy.All, seeds, setting, (remedy, seed) => Count(remedy.Regularisers, updates, seed, setting));
        List<IReadOnlyList<double>> missed = [.. counts.Select(c => c.Select(m => (double)m.Missing).ToList())];
        List<IReadOnlyList<double>> diverged = [.. counts.Select(c => c.Select(m => m.Divergence).ToList())];
        var (missing, divergence) = (missed.ConvertAll(m => m.Median()), diverged.ConvertAll(d => d.Median()));
        return new(
            missing[1] < missing[0] && divergence[1] < divergence[0] ? Outcome.Holds : Outcome.Contradicted,
            missing[1] - missing[0],
            "difference of the median numbers of missing modes, regularised minus plain",
            string.Join("; ", Remedy.All.Select((remedy, k) => $"{remedy.Name}: {missing[k].Text()} of {Modes} modes missing, divergence {divergence[k].Text("F2")}")) + ".",
            new("Missing modes", [Remedy.Panel("missing modes of 1,000", missed)]))
        {
            Seeds = seeds,
            Settings =
            [
                ("data", "stacked-digits, three drawn digits of 16 x 16"), ("generator", "two hidden layers of 256, latent 50"), ("discriminator", "two hidden layers of 128, slope 0.2"),
                ("rule", "Adam, d-first, steps 0.001 and 0.0005, decays 0.5 and 0.999"), ("updates", updates.Text()), ("batch", "64"), Remedy.Weights, ("samples", Samples.Text()), ("classifier", "the data's own posterior"),
                ("scale", "dense networks where the paper has convolutions, drawn digits where it has MNIST's"),
            ],
            Table = Remedy.Table(("missing modes", missed, "G4"), ("divergence", diverged, "F2")),
        };
    }

    private static (int Missing, double Divergence) Count(string regularisers, int updates, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(
            $"data: stacked-digits\ngenerator: {{name: mlp, latent: 50, width: 256, depth: 2}}\ndiscriminator: {{name: mlp, width: 128, depth: 2, slope: 0.2}}\nregularisers: {regularisers}\nrule: {{name: adam, order: d-first, eta-g: 0.001, eta-d: 0.0005, beta1: 0.5}}\nbatch: 64",
            setting,
            seed);
        at.Train(updates, setting);
        var (classifier, generated, real) = (new DigitClassifier(16), new int[Modes], new int[Modes]);
        using var scope = new TensorScope();
        foreach (var label in classifier.Labels(at.Samples(Samples)))
        {
            generated[label]++;
        }

        for (var i = 0; i < 5 * Samples; i++)
        {
            real[((ILabelled)at.Items).Label(i)]++;
        }

        return (generated.Count(c => c == 0), generated.Zip(real, (g, r) => g == 0 ? 0 : (double)g / Samples * Math.Log((double)g / Samples / ((double)r / (5 * Samples)))).Sum());
    }
}
