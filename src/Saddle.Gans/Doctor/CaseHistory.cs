using System.Diagnostics;
using Saddle.Catalog;
using Saddle.Data.Logs;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.Gans.Doctor;

/// <summary>
/// All that is known of a run: what was written down in training, and what probes find, asked when first needed.
/// </summary>
public sealed class CaseHistory
{
    /// <summary>
    /// The least updates of a history. Adam's mean square with beta2 = 0.99 to 0.999 is made of the last 100 to 1,000
    /// gradients: before a few hundred updates its steps are not those of training.
    /// </summary>
    public const long MinUpdates = 300;

    /// <summary>
    /// The least updates of a history of another program's: its log may have been cut, and how it was trained is not
    /// known; the first of the hundreds after which Adam's steps may be those of training.
    /// </summary>
    public const long MinLoggedUpdates = 100;

    /// <summary>The least entries of a history: two medians over a tenth of them, of at least two each.</summary>
    public const int MinEntries = 20;

    // A tenth of training: long enough for a median, short enough to be one stage of it.
    private const double Stage = 0.1;

    // Beyond so many entries the largest tenth is looked for among so many, not at each entry.
    private const int ManyEntries = 5000;
    private const int FewTenths = 100;

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> NoSeries =
        new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal);

    private readonly Snapshot? _at;
    private readonly Configuration? _configuration;
    private readonly TimeSpan _budget;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<Probe, ProbeResult?> _answers = [];
    private readonly List<string> _unasked = [];
    private LossReading? _losses;

    /// <summary>A run of Saddle's.</summary>
    /// <param name="at">The run at a checkpoint.</param>
    /// <param name="failure">Why training stopped; null where it did not.</param>
    /// <param name="budget">The time that probes may take; what is asked after it has no answer.</param>
    public CaseHistory(Snapshot at, string? failure, TimeSpan budget)
    {
        ArgumentNullException.ThrowIfNull(at);
        (_at, _budget, Series, Failure, Step) = (at, budget, at.History, failure, at.Step);
    }

    /// <summary>Networks that another program trained, as they are: whatever is known of their history is left aside.
    /// </summary>
    /// <param name="at">The networks.</param>
    /// <param name="logged">What else is known of the run.</param>
    /// <param name="budget">The time that probes may take; what is asked after it has no answer.</param>
    public static CaseHistory OfNetworks(Snapshot at, LoggedCase logged, TimeSpan budget) => new(at, logged, budget);

    /// <summary>A run of which nothing but series is known.</summary>
    /// <param name="series">Figures by Saddle's names, each with its steps in order.</param>
    /// <param name="failure">Why training stopped; null where that is not known.</param>
    /// <param name="configuration">Everything that decided the run; null where it is not known.</param>
    public CaseHistory(
        IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> series,
        string? failure = null,
        Configuration? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        (Series, Failure, _configuration) = (series, failure, configuration);
        Step = series.Values.Where(s => s.Count > 0).Select(s => s[^1].Step).DefaultIfEmpty().Max();
    }

    /// <summary>A run that another program logged.</summary>
    /// <param name="series">
    /// Figures by Saddle's names, each with its steps in order. Values that are not finite and do not last are left out
    /// already: one at the end of a series says that the run has come to that.
    /// </param>
    /// <param name="logged">What else is known of it.</param>
    public CaseHistory(
        IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> series, LoggedCase logged)
        : this(series)
    {
        ArgumentNullException.ThrowIfNull(logged);
        Logged = logged;
    }

    private CaseHistory(Snapshot at, LoggedCase logged, TimeSpan budget)
        : this(at, failure: null, budget) => (Series, Logged, InPyTorch) = (NoSeries, logged, true);

    /// <summary>Figures by name, each with its steps in order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> Series { get; }

    /// <summary>What is known of a run that another program logged, beside its series.</summary>
    public LoggedCase Logged { get; } = new();

    /// <summary>Why training stopped; null where it did not.</summary>
    public string? Failure { get; }

    /// <summary>The number of updates made.</summary>
    public long Step { get; }

    /// <summary>Whether there are too few updates for a failure: it may merely not have arrived.</summary>
    public bool IsYoung => Logged.Unit == LogUnit.Update && Step < Needed && !WithoutHistory;

    /// <summary>The least updates of its history.</summary>
    public long Needed => Foreign ? MinLoggedUpdates : MinUpdates;

    /// <summary>
    /// Whether its networks were trained elsewhere, and too little since for a history: only probes can tell.
    /// </summary>
    public bool WithoutHistory =>
        _at?.Imported is { } imported && (Step - imported < MinUpdates || Entries < MinEntries);

    /// <summary>Whether another program trains its networks, so that nothing there is set by name.</summary>
    public bool InPyTorch => field || (Foreign && Configuration is null);

    /// <summary>Whether only series are known.</summary>
    public bool Foreign => _at is null;

    /// <summary>Everything that decided the run; null where it is not known.</summary>
    public Configuration? Configuration => _at?.Configuration ?? _configuration;

    /// <summary>The number of items that it learns from; null where they never end, or are not known.</summary>
    internal long? Items => _at?.Items.Count;

    /// <summary>The run's objective; null where it is not known.</summary>
    public Objective? Objective => Configuration?.Objective;

    /// <summary>What the losses mean of a run of which only series are known.</summary>
    /// <exception cref="SettingsException">The objective that is stated is none that is known.</exception>
    internal LossReading Losses => _losses ??= new(this);

    /// <summary>Probes that were not asked, and why.</summary>
    public IReadOnlyList<string> Unasked => _unasked;

    /// <summary>The most entries that a series has.</summary>
    public int Entries => Series.Values.Select(s => s.Count).DefaultIfEmpty().Max();

    /// <summary>What a probe finds; null where it cannot be asked.</summary>
    /// <param name="probe">The probe.</param>
    public ProbeResult? Ask(Probe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        if (_at is null)
        {
            return null;
        }

        if (!_answers.TryGetValue(probe, out var answer))
        {
            var why = probe.WhyNot(_at) ?? (_clock.Elapsed > _budget ? "the time was up" : null);
            if (why is not null)
            {
                _unasked.Add($"{Catalog<Probe>.EntryOf(probe).Name}: {why}");
            }

            answer = why is null ? probe.Measure(_at) : null;
            _answers[probe] = answer;
        }

        return answer;
    }

    /// <summary>The median of a series' first tenth; null where there is no such series.</summary>
    /// <param name="name">The series.</param>
    public double? Early(string name) => Median(name, entries => entries.Take(Count(entries)));

    /// <summary>The median of a series' last tenth; null where there is no such series.</summary>
    /// <param name="name">The series.</param>
    public double? Late(string name) => Median(name, entries => entries.TakeLast(Count(entries)));

    /// <summary>
    /// The median magnitude in a series' last tenth: what changes its sign has none else; null where there is no such
    /// series.
    /// </summary>
    /// <param name="name">The series.</param>
    public double? LateMagnitude(string name) =>
        Median(name, entries => entries.TakeLast(Count(entries)).Select(e => (e.Step, Math.Abs(e.Value))));

    /// <summary>The largest median distance of two series over a tenth of them; null where one is missing.</summary>
    /// <param name="name">One series.</param>
    /// <param name="other">The other one, with entries at the same steps.</param>
    public double? LargestGap(string name, string other) =>
        Series.TryGetValue(name, out var a) && Series.TryGetValue(other, out var b) && a.Count == b.Count
        ? Largest([.. a.Zip(b, (x, y) => (x.Step, Math.Abs(x.Value - y.Value)))])
        : null;

    /// <summary>The mean distance between a real and a generated sample; null where samples cannot be had.</summary>
    public double? Distance()
    {
        if (_at is not { } at)
        {
            return null;
        }

        using var scope = new TensorScope();
        var real = at.Game.Real(at.Key(StreamName.Distance, 0));
        var generated = at.Generate(StreamName.Distance, real.Shape[0]);
        return Tensor.Sqrt((real - generated).Square().Reshape(real.Shape[0], -1).Sum([1])).Mean().Item();
    }

    /// <summary>The largest median over a tenth of a series; null where there is no such series.</summary>
    /// <param name="name">The series.</param>
    public double? Largest(string name) => Series.TryGetValue(name, out var entries) ? Largest(entries) : null;

    /// <summary>The least median over a tenth of a series; null where there is no such series.</summary>
    /// <param name="name">The series.</param>
    public double? Least(string name) => Series.TryGetValue(name, out var entries)
        ? -Largest([.. entries.Select(e => (e.Step, -e.Value))])
        : null;

    private static double? Largest(IReadOnlyList<(long Step, double Value)> entries)
    {
        var (tenth, stride) = (Count(entries), entries.Count > ManyEntries ? entries.Count / FewTenths : 1);
        return entries.Count > 0
            ? Enumerable.Range(0, ((entries.Count - tenth) / stride) + 1)
                .Max(i => Middle(entries.Skip(i * stride).Take(tenth)))
            : null;
    }

    private static int Count(IReadOnlyList<(long Step, double Value)> entries) =>
        Math.Max(1, (int)(Stage * entries.Count));

    private double? Median(
        string name, Func<IReadOnlyList<(long Step, double Value)>, IEnumerable<(long Step, double Value)>> part) =>
        Series.TryGetValue(name, out var entries) && entries.Count > 0 ? Middle(part(entries)) : null;

    private static double Middle(IEnumerable<(long Step, double Value)> entries) =>
        Tails.Median(entries.Select(e => e.Value));
}
