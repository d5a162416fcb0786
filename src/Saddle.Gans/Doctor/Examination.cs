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
    public static Examination Of(CaseHistory run) => Of(run, Ailments());

    /// <summary>
    /// This examination of a run's curves, with one of its networks: what probes find comes with evidence of its own,
    /// and stands for what curves say under the same name.
    /// </summary>
    /// <param name="networks">The examination of the networks as they are.</param>
    public Examination With(Examination networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        Diagnosis[] probed = [networks.Diagnosis, .. networks.Also];
        var curves = Also.Prepend(Diagnosis).Where(d => probed.All(p => p.Name != d.Name));
        Diagnosis[] all = [.. probed, .. curves];
        List<Diagnosis> ordered =
        [
            .. all.Where(d => !d.IsOpen).OrderBy(PlaceOf),
            .. all.Where(d => d.IsOpen && d.Name is not (Diagnosis.NothingSeen or Diagnosis.Healthy)),
        ];
        var unasked = Unasked.Concat(networks.Unasked).ToList();
        return networks.Diagnosis.Name == Diagnosis.Healthy && ordered.TrueForAll(d => d.IsOpen)
            ? new(networks.Diagnosis, ordered, unasked)
            : new(ordered[0], ordered[1..], unasked);
    }

    /// <summary>
    /// The place of a diagnosis among others: what explains them first, and last of all that nothing is seen.
    /// </summary>
    /// <param name="diagnosis">The diagnosis.</param>
    internal static int PlaceOf(Diagnosis diagnosis) =>
        diagnosis.Name is Diagnosis.NothingSeen or Diagnosis.Healthy ? int.MaxValue
        : Catalog<Ailment>.Entries.FirstOrDefault(e => e.Name == diagnosis.Name) is { } entry
        ? entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)).Place
        : int.MaxValue - 1;

    /// <summary>Examines a run for some ailments, by name.</summary>
    internal static Examination Of(CaseHistory run, IEnumerable<(string Name, Ailment Ailment)> ailments)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (found, failed) = (new List<Diagnosis>(), new List<string>());
        foreach (var (name, ailment) in ailments.OrderBy(a => a.Ailment.Place))
        {
            if (!(ailment.OnlyAlone && found.Count > 0) && Ask(name, ailment, run, failed) is { } diagnosis)
            {
                found.Add(diagnosis);
                if (ailment.Conclusive)
                {
                    break;
                }
            }
        }

        string[] unasked = [.. run.Unasked, .. failed];
        return found.Count > 0 ? new(found[0], found[1..], unasked) : new(Well(run), [], unasked);
    }

    // An ailment whose code fails takes no other down: what it threw is told with what could not be asked.
    private static Diagnosis? Ask(string name, Ailment ailment, CaseHistory run, List<string> failed)
    {
        try
        {
            return ailment.Examine(run) is { } diagnosis ? Checked(name, diagnosis) : null;
        }
        catch (Exception failure) when (Failures.IsDefect(failure))
        {
            failed.Add($"{name}: its code failed ({Failures.Tell(failure, ailment.GetType())})");
            return null;
        }
    }

    private static Diagnosis Checked(string name, Diagnosis diagnosis) => diagnosis.Name == name
        ? diagnosis
        : throw new InvalidOperationException(
            $"its diagnosis is called '{diagnosis.Name}'; call it '{name}', as the ailment");

    private static IEnumerable<(string Name, Ailment Ailment)> Ailments() => Catalog<Ailment>.Entries
        .Select(e => (e.Name, e.Create(new Dictionary<string, string>(StringComparer.Ordinal))));

    private static Diagnosis Well(CaseHistory run) => run.Foreign
        ? new(
            Diagnosis.NothingSeen,
            $"no failure shows: {run.Losses.Read}; losses cannot show mode collapse (a collapsed run's may lie at "
            + "chance), a discriminator that says nothing, or copies of training data",
            run.Losses.Evidence,
            [Advice.Look(run)])
        : run.InPyTorch
        ? new(
            Diagnosis.Healthy,
            "the networks are healthy as they are: probes found nothing that is looked for",
            Evidence(run),
            [])
        : run.WithoutHistory
        ? new(
            Diagnosis.Healthy,
            "the networks are healthy as they are: probes found nothing that is looked for; what only a history shows, "
            + "oscillation and divergence, is not known of imported ones",
            Evidence(run),
            [])
        : new(Diagnosis.Healthy, "the run is healthy: nothing that is looked for was found", Evidence(run), []);

    private static List<(string Name, double Value)> Evidence(CaseHistory run) =>
        [.. Telling.Where(n => run.Late(n) is not null).Select(n => (n, run.Late(n)!.Value))];
}
