using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Gans.Probes;

/// <summary>
/// Whether what was written down in training goes round: the strongest period in both losses, both players' parameter
/// norms and the modes covered, held against red noise. A game whose Jacobian has large imaginary parts turns round its
/// equilibrium, and what is written down turns with it.
/// </summary>
/// <param name="Late">The share of training, from its end, that is looked at.</param>
/// <remarks>
/// Mescheder et al. 2018, arXiv:1801.04406, sections 2 and 3: cycles around the equilibrium; <see cref="Periodogram"/>
/// has the test.
/// </remarks>
[Entry(
    "oscillation",
    "the strongest period in losses, parameter norms and covered modes, against red noise",
    @"I(f_k) = |\textstyle\sum_n x_n e^{-2 \pi i k n / N}|^2,\quad "
    + @"P_k = \frac{1 - r^2}{1 - 2 r \cos(2 \pi k / N) + r^2}",
    "Torrence and Compo 1998 (Bulletin of the American Meteorological Society 79), equations 16 and 17")]
public sealed record OscillationProbe(
    [Parameter("the share of training, from its end, that is looked at", Min = 0.1, Max = 1)]
    double Late = 0.75) : Probe
{
    // The time goes with the square of it.
    private const int MostEntries = 4096;

    private const int MostSpacings = 3;
    private const double Nearly = 0.9;

    /// <summary>The series that are looked at.</summary>
    public static IReadOnlyList<string> Series { get; } =
    [
        "loss/generator",
        "loss/discriminator",
        "parameter-norm/generator",
        "parameter-norm/discriminator",
        "score/real",
        "score/generated",
    ];

    /// <inheritdoc/>
    public override string? WhyNot(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return Found(at.History).Any()
            ? null
            : "the metrics have too few entries: at least 8 in the part that is looked at (see log-every)";
    }

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var found = Found(at.History).OrderBy(f => f.Peak.Chance).ToList();
        var (name, every, peak) = found[0];
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the clearest period is in {name}: {peak.Period * every:G4} updates, "
                + $"with {peak.Share:P0} of its variance; red noise has such a peak with a chance of {peak.Chance:G2}"),
            [.. found.SelectMany(f => FiguresOf(f.Name, f.Every, f.Peak))]);
    }

    /// <summary>The strongest period of each series that is long enough.</summary>
    /// <param name="history">Figures by name; where they lie closer together at times, those in between are left out.
    /// </param>
    /// <returns>The series' name, its updates between entries, and its peak.</returns>
    public IEnumerable<(string Name, double Every, Periodogram Peak)> Found(
        IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        foreach (var name in Series.Where(history.ContainsKey))
        {
            var entries = Even(history[name]);
            var late = entries.Skip((int)((1 - Late) * entries.Count))
                .TakeWhile(e => double.IsFinite(e.Value))
                .ToList();
            if (late.Count >= 8)
            {
                var every = (double)(late[^1].Step - late[0].Step) / (late.Count - 1);
                yield return Looks([.. late.Select(e => e.Value)])
                    .Select(look => (name, every * look.Each, Periodogram.Of(look.Values)))
                    .MinBy(found => found.Item3.Chance);
            }
        }
    }

    // A log may have every entry at first and one in fifty later, or some in between where there was time: a period is
    // one only of what is evenly spaced. The spacing is the gap that most of the way is made in, or the widest.
    private static IReadOnlyList<(long Step, double Value)> Even(IReadOnlyList<(long Step, double Value)> entries)
    {
        var late = entries.Skip(entries.Count / 2).Select(e => e.Step).ToList();
        var gaps = late.Zip(late.Skip(1), (a, b) => b - a).Where(gap => gap > 0).ToList();
        if (gaps.Count == 0 || gaps.TrueForAll(gap => gap == gaps[0]) && entries[1].Step - entries[0].Step == gaps[0])
        {
            return entries;
        }

        foreach (var gap in gaps.GroupBy(gap => gap)
            .OrderByDescending(g => g.Sum())
            .Take(MostSpacings)
            .Select(g => g.Key)
            .Append(gaps.Max()))
        {
            var phase = late.GroupBy(step => step % gap).MaxBy(g => g.Count())!.Key;
            var kept = entries.Where(e => e.Step % gap == phase).ToList();
            if (kept.Count > Nearly * ((kept[^1].Step - kept[0].Step) / gap))
            {
                return kept;
            }
        }

        return entries;
    }

    // A series that is too long for one look is looked at twice: its end as it is, for fast oscillations, and all of it
    // with neighbours averaged, for slow ones.
    private static IEnumerable<(double[] Values, int Each)> Looks(double[] late)
    {
        if (late.Length <= MostEntries)
        {
            return [(late, 1)];
        }

        var each = (late.Length + MostEntries - 1) / MostEntries;
        return [(late[^MostEntries..], 1), ([.. late.Chunk(each).Select(c => c.Average())], each)];
    }

    private static IEnumerable<(string Name, double Value)> FiguresOf(string name, double every, Periodogram peak) =>
    [
        ($"{name}/period", peak.Period * every),
        ($"{name}/share", peak.Share),
        ($"{name}/chance", peak.Chance),
    ];
}
