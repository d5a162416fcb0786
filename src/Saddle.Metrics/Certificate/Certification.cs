using System.Diagnostics;
using System.Globalization;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Torch;

namespace Saddle.Metrics;

/// <summary>Puts a metric to sanity checks.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Repeats">How often each is drawn; the means are judged, as published of ten.</param>
/// <param name="Seed">The seed of what is drawn.</param>
/// <remarks>
/// What a repeat gave is kept by the check, the metric's settings, the repeat, the seed and the code that measured it,
/// so that certification goes on where it was stopped, and more repeats take over those that there are.
/// </remarks>
/// <example><code>
/// new Certification(new PrecisionRecall()).Of(SanityChecks.All[5]).Verdict("recall", "bounds")
/// </code></example>
public sealed record Certification(Metric Metric, int Repeats = 3, ulong Seed = 1)
{
    /// <summary>Where results are kept; null for nowhere.</summary>
    public MetricCache? Cache { get; init; }

    /// <summary>Is told the share of a check that is done.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Asks to stop.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Puts the metric to a check.</summary>
    /// <param name="check">The check.</param>
    /// <exception cref="SettingsException">No check has anything to say of the metric.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public CheckResult Of(SanityCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        Require(Metric);
        var (clock, measured) = (Stopwatch.StartNew(), false);
        var repeats = new List<IReadOnlyDictionary<string, double[]>>();
        try
        {
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var kept = Find(check, repeat);
                measured |= kept is null;
                repeats.Add(kept ?? Measured(check, repeat));
            }
        }
        catch (SettingsException refused)
        {
            return new(check, [], refused.Message, clock.Elapsed.TotalSeconds);
        }

        return new(
            check,
            [.. Metric.Aims.Select(a => CheckedFigure.Of(check, a.Figure, a.Aim, Curves(check, repeats, a.Figure)))],
            null,
            measured ? clock.Elapsed.TotalSeconds : 0);
    }

    /// <summary>Refuses a metric of which no check has anything to say.</summary>
    /// <param name="metric">The metric.</param>
    /// <exception cref="SettingsException">It is such a one.</exception>
    public static void Require(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (metric.Aims.Count == 0)
        {
            throw new SettingsException(
                $"{metric.Name}: there are no sanity checks of its figures; expected one of: "
                + string.Join(", ", Certifiable()));
        }
    }

    /// <summary>The names of the metrics that there are checks of.</summary>
    public static IEnumerable<string> Certifiable() => Catalog<Metric>.Entries
        .Where(entry => entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)).Aims.Count > 0)
        .Select(entry => entry.Name);

    private static List<SanityCurve> Curves(
        SanityCheck check, List<IReadOnlyDictionary<string, double[]>> repeats, string figure)
    {
        var (curves, first) = (new List<SanityCurve>(), 0);
        foreach (var law in check.Laws)
        {
            double[] Values(int place) => [.. repeats.Select(values => values[figure][first + place])];
            var places = Enumerable.Range(0, law.X.Count).Select(Values).ToList();
            curves.Add(new(
                law.Setting, law.X, [.. places.Select(v => v.Average())], [.. places.Select(Deviation)]));
            first += law.X.Count;
        }

        return curves;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    // One value at each place of each law, in order; each is small, so several are measured beside each other.
    private Dictionary<string, double[]> Measured(SanityCheck check, int repeat)
    {
        var values = Metric.Aims.ToDictionary(a => a.Figure, _ => new double[check.Count], StringComparer.Ordinal);
        var places = check.Laws.Index().SelectMany(
            law => law.Item.X.Select((x, place) => (law.Index, law.Item, place, Work: Work(law.Item, x)))).ToList();
        var (done, work, gate) = (0.0, places.Sum(place => place.Work), new Lock());
        Pieces.Each(places.Count, MeasureOne, cancellation: Cancellation);
        Cancellation.ThrowIfCancellationRequested();
        Keep(check, repeat, values);
        return values;

        void MeasureOne(int at)
        {
            var (number, law, place, cost) = places[at];
            var result = Measured(law, place, check.SeedOf(Seed), ((long)repeat * check.Laws.Count) + number);
            lock (gate)
            {
                foreach (var (figure, all) in values)
                {
                    all[at] = result[figure];
                }

                done += cost;
                Progress?.Report((repeat + (done / work)) / Repeats);
            }
        }
    }

    private static double Work(SanityLaw law, double x) => (double)law.Counts(x).Reference * law.Counts(x).Generated;

    private MetricResult Measured(SanityLaw law, int place, ulong seed, long stream)
    {
        using var scope = new TensorScope();
        var (reference, generated) = law.Draw(place, seed, stream);
        var (a, b) = SampleRows.Standardised(reference, generated);
        var how = new MeasuringSettings(Seed, Cancellation: Cancellation) { Intervals = false };
        return Metric.OnBlock.Measure(Side.From("reference", a), Side.From("generated", b), how);
    }

    private Dictionary<string, double[]>? Find(SanityCheck check, int repeat)
    {
        using var scope = new TensorScope();
        return Cache?.Find(KeyOf(check, repeat))?.ToDictionary(
            kept => kept.Key, kept => kept.Value.ToDoubles(), StringComparer.Ordinal);
    }

    private void Keep(SanityCheck check, int repeat, Dictionary<string, double[]> values)
    {
        using var scope = new TensorScope();
        Cache?.Store(
            KeyOf(check, repeat),
            values.ToDictionary(
                v => v.Key, v => Tensor.From<double>(v.Value, [v.Value.Length]), StringComparer.Ordinal));
    }

    // Another build may measure otherwise.
    private string KeyOf(SanityCheck check, int repeat) => MetricCache.Key(
        "sanity check",
        check.Name,
        Metric.ToString(),
        repeat.ToString(CultureInfo.InvariantCulture),
        Seed.ToString(CultureInfo.InvariantCulture),
        Build(typeof(Certification)),
        Build(Metric.GetType()));

    private static string Build(Type type) => type.Assembly.ManifestModule.ModuleVersionId.ToString("N");
}
