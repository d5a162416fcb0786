using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>How generated samples are spread over the known modes of a mixture.</summary>
/// <param name="Samples">The number of samples.</param>
/// <remarks>
/// <see cref="ModeCoverage"/> has the rule. The divergence is that of the shares of near samples from the mixture's
/// own: 0 where every mode has its share, log K where one of K equal modes has all.
/// </remarks>
[Entry(
    "modes",
    "coverage of the data's known modes",
    @"\text{near} = P(\min_k |G(z) - \mu_k| \le 3 \sigma),\quad \mathrm{KL}(\hat p \,\|\, w)",
    "Srivastava et al. 2017 (arXiv:1705.07761), section 4.1; Che et al. 2017 (arXiv:1612.02136)")]
public sealed record ModesProbe(
    [Parameter("the number of samples", Min = 10, Max = 10_000_000)] int Samples = 2500) : Probe
{
    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return at.Items is IModes
            ? null
            : "the data have no modes that are known; 'coverage' asks the same of any data";
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var modes = (IModes)at.Items;
        using var scope = new TensorScope();
        var coverage = ModeCoverage.Of(modes, at.Generate(StreamName.Modes, Samples).ToDoubles());
        var (near, empty) = (coverage.Counts.Sum(), coverage.Counts.Count(c => c == 0));
        var divergence = near == 0
            ? double.NaN
            : coverage.Counts.Zip(
                modes.Weights, (c, w) => c == 0 ? 0 : (double)c / near * Math.Log((double)c / near / w))
                .Sum();
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{coverage.Covered} of {modes.Centres.Count} modes are covered, "
                + $"{empty} are empty, {coverage.Near:P1} of the samples are near one"),
            [
                ("covered", coverage.Covered),
                ("modes", modes.Centres.Count),
                ("near", coverage.Near),
                ("empty", empty),
                ("divergence", divergence),
            ]);
    }
}
