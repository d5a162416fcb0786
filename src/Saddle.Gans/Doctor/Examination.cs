using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>A run's diagnosis, and what else was found.</summary>
/// <param name="Diagnosis">The diagnosis.</param>
/// <param name="Also">What else is wrong; the diagnosis may explain it.</param>
/// <param name="Unasked">What was not asked, and why.</param>
public sealed record Examination(Diagnosis Diagnosis, IReadOnlyList<Diagnosis> Also, IReadOnlyList<string> Unasked)
{
    private static readonly string[] Telling =
    [
        "loss/generator",
        "loss/discriminator",
        "gradient-norm/generator",
        "gradient-norm/discriminator",
        "modes/covered",
    ];

    /// <summary>Examines a run: every ailment of the catalogue, until one is conclusive.</summary>
    /// <param name="run">The run.</param>
    public static Examination Of(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var found = new List<Diagnosis>();
        foreach (var ailment in Ailments())
        {
            if (!(ailment.OnlyAlone && found.Count > 0) && ailment.Examine(run) is { } diagnosis)
            {
                found.Add(diagnosis);
                if (ailment.Conclusive)
                {
                    break;
                }
            }
        }

        return found.Count > 0 ? new(found[0], found[1..], run.Unasked) : new(Well(run), [], run.Unasked);
    }

    private static IEnumerable<Ailment> Ailments() => Catalog<Ailment>.Entries
        .Select(e => e.Create(new Dictionary<string, string>(StringComparer.Ordinal)))
        .OrderBy(a => a.Place);

    private static Diagnosis Well(CaseHistory run) => run.Foreign
        ? new(
            Diagnosis.NothingSeen,
            $"no failure shows in {string.Join(", ", run.Series.Keys.Order(StringComparer.Ordinal))}; "
            + "mode collapse, discriminator collapse and overfitting cannot be told from series",
            [],
            [])
        : new(Diagnosis.Healthy, "the run is healthy: nothing that is looked for was found", Evidence(run), []);

    private static List<(string Name, double Value)> Evidence(CaseHistory run) =>
        [.. Telling.Where(n => run.Late(n) is not null).Select(n => (n, run.Late(n)!.Value))];
}
