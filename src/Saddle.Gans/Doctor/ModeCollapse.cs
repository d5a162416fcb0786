using Saddle.Catalog;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Doctor;

/// <summary>Parts of the data that are never generated.</summary>
[Entry(
    "mode-collapse",
    "parts of the data are never generated",
    @"P_g(A) \approx 0\ \text{where}\ P_r(A) > 0",
    "Che et al. 2017 (arXiv:1612.02136), section 2; Naeem et al. 2020 (arXiv:2002.09797)")]
public sealed record ModeCollapse : Ailment
{
    // A quarter of the data has no generated sample within its neighbourhood of a twentieth of the data; equal laws
    // leave none so.
    private const double Covered = 0.75;

    // Most of what is generated is nowhere near the data; of equal laws nearly all is.
    internal const double Near = 0.5;

    // Of a training set with fewer items all of them.
    private const int Samples = 1000;
    private const int Share = 20;

    /// <inheritdoc/>
    public override int Place => 70;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Found(run) is not { } found || found.Coverage >= Covered)
        {
            return null;
        }

        var modes = run.Ask(new ModesProbe());
        var counted = modes is null
            ? string.Empty
            : FormattableString.Invariant($"; of {modes["modes"]} known modes {modes["covered"]} are covered");
        return new(
            "mode-collapse",
            FormattableString.Invariant(
                $"the generator leaves out parts of the data: it comes near {found.Coverage:P0} of them{counted}"),
            [
                ("coverage", found.Coverage),
                ("modes/covered", modes?["covered"] ?? double.NaN),
                ("modes", modes?["modes"] ?? double.NaN),
            ],
            Advise(run));
    }

    /// <summary>What to change.</summary>
    /// <param name="run">The run.</param>
    internal static IReadOnlyList<Advice> Advise(CaseHistory run) =>
    [
        new(
            "add a penalty on the discriminator's slope (r1 or gradient-penalty), "
            + "and raise rule.eta-d above rule.eta-g or give the discriminator more steps (k)",
            "a discriminator that keeps up sees the missing parts; "
            + "one that lags is answered by a single best point",
            "Heusel et al. 2017 (arXiv:1706.08500), theorem 1")
        {
            Settings = [.. Remedy.Slope(run), .. Remedy.TwoTimeScales(run)],
            Code = PyTorchCode.R1(run),
        },
        new(
            "add mode-regularisation",
            "an encoder pulls generated samples to every part of the data",
            "Che et al. 2017 (arXiv:1612.02136), section 3"),
        new(
            "take rule unrolled with mode differentiate",
            "a generator that sees the discriminator's answer does not gather at one point",
            "Metz et al. 2017 (arXiv:1611.02163), section 2"),
    ];

    /// <summary>
    /// Whether what is generated is off the data: parts are left out, or most samples are nowhere near them.
    /// </summary>
    /// <param name="run">The run.</param>
    internal static bool Poor(CaseHistory run) =>
        Found(run) is { } found && (found.Coverage < Covered || found.Precision < Near);

    /// <summary>The share of generated samples that are near the data; null where it cannot be asked.</summary>
    /// <param name="run">The run.</param>
    internal static double? Precision(CaseHistory run) => Found(run)?.Precision;

    private static CoverageProbe Neighbourhoods(CaseHistory run) =>
        run.Items is < Samples and >= Share and var few
            ? new((int)few, (int)few / Share)
            : new(Samples, Samples / Share);

    // Known modes are counted: among many of them a neighbourhood of a twentieth of the data reaches into the next.
    private static (double Coverage, double Precision)? Found(CaseHistory run) =>
        run.Ask(new ModesProbe()) is { } modes ? (modes["covered"] / modes["modes"], modes["near"])
        : run.Ask(Neighbourhoods(run)) is { } found ? (found["coverage"], found["precision"])
        : null;
}
