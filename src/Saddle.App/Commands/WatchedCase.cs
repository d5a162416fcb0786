using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Doctor;
using Saddle.Gans.Probes;
using Saddle.Gans.Watched;
using Saddle.Metrics;

namespace Saddle.App.Commands;

/// <summary>What the doctor looks at in a watched run beside its curves: the last samples, and the networks.</summary>
/// <param name="watched">The run, the attempt or the export.</param>
/// <param name="seed">The seed of what probes draw, and of which samples are taken.</param>
/// <param name="cancellation">Asks to stop.</param>
internal sealed class WatchedCase(WatchedPart watched, ulong seed, CancellationToken cancellation)
{
    private readonly List<string> _unasked = [];

    /// <summary>The run as the user named it.</summary>
    public string Named => watched.Named;

    /// <summary>What was not asked, and why.</summary>
    public IReadOnlyList<string> Unasked => _unasked;

    /// <summary>The objective as it is seen in the script's losses; null where it is not.</summary>
    public string? Objective()
    {
        var log = new WatchedLog(watched.Attempt);
        log.Look();
        return log.Objective();
    }

    private long Until => watched.Step ?? long.MaxValue;

    /// <summary>What the last samples show beside all real ones; null where they cannot be compared.</summary>
    public ShownSamples? Samples() => Asked("samples", () =>
    {
        var generated = WatchedSamples.Last(watched.Attempt, WatchedSamples.Generated, Until);
        var real = WatchedSamples.AllReal(watched.Attempt, Until);
        return generated?.Count >= SampleFindings.Least && real?.Count >= SampleFindings.Least
            ? ShownSamples.Look(real, generated, seed, cancellation)
            : throw new SettingsException(FormattableString.Invariant(
                $"{generated?.Count ?? 0} generated and {real?.Count ?? 0} real ones were written; expected ")
                + FormattableString.Invariant($"{SampleFindings.Least} of each"));
    });

    /// <summary>What probes find in the networks as they are; null where they cannot be asked.</summary>
    /// <param name="logged">What else is known of the run.</param>
    /// <param name="budget">The time that probes may take.</param>
    /// <param name="isTrusted">Whether networks that are programs may run from now on.</param>
    public Examination? Networks(LoggedCase logged, TimeSpan budget, bool isTrusted) =>
        budget == TimeSpan.Zero ? null : Asked("networks", () =>
        {
            using var at = Snapshot.Open(
                WatchedPair.RunOf(watched, isTrusted), DataFolder.FromEnvironment(), "last", seed);
            return Decline.AsBadInput(() => Examination.Of(CaseHistory.OfNetworks(at, logged, budget)));
        });

    // What cannot be looked at takes nothing else down.
    private T? Asked<T>(string what, Func<T> look)
        where T : class
    {
        try
        {
            return look();
        }
        catch (Exception refusal) when (refusal is SettingsException or DataException or MissingComponentException)
        {
            _unasked.Add($"{what}: {refusal.Message}");
            return null;
        }
    }
}
