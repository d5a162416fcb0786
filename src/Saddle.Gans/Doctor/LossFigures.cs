namespace Saddle.Gans.Doctor;

/// <summary>
/// The figures of a logged run from which its objective and its standing are read: medians of its end.
/// </summary>
internal sealed class LossFigures
{
    /// <summary>The discriminator's loss.</summary>
    public const string OfDiscriminator = "loss/discriminator";

    /// <summary>The generator's loss.</summary>
    public const string OfGenerator = "loss/generator";

    /// <summary>D(x): the mean chance that a real sample is taken for real.</summary>
    public const string OfReal = "probability/real";

    /// <summary>D(G(z)): the mean chance that a generated sample is taken for real.</summary>
    public const string OfGenerated = "probability/generated";

    /// <summary>What they are called in sentences.</summary>
    public static IReadOnlyDictionary<string, string> Words { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [OfDiscriminator] = "the discriminator's loss",
            [OfGenerator] = "the generator's loss",
            [OfReal] = "D(x)",
            [OfGenerated] = "D(G(z))",
        };

    // More than rounding, and more than the slip of a single entry.
    private const double Rounding = 1e-6;
    private const double Share = 0.01;

    private readonly CaseHistory _run;

    /// <summary>Takes them from a run.</summary>
    /// <param name="run">The run.</param>
    public LossFigures(CaseHistory run)
    {
        _run = run;
        (Discriminator, Generator) = (Late(OfDiscriminator), Late(OfGenerator));
        (Real, Generated) = (Late(OfReal), Late(OfGenerated));
    }

    /// <summary>The discriminator's loss; null where it is not logged, or no longer finite.</summary>
    public double? Discriminator { get; }

    /// <summary>The generator's loss; null where it is not logged, or no longer finite.</summary>
    public double? Generator { get; }

    /// <summary>D(x); null where it is not logged.</summary>
    public double? Real { get; }

    /// <summary>D(G(z)); null where it is not logged.</summary>
    public double? Generated { get; }

    /// <summary>Those that are known, by the names of their series.</summary>
    public IReadOnlyList<(string Name, double Value)> Known =>
    [
        .. new (string Name, double? Value)[]
            {
                (OfDiscriminator, Discriminator), (OfGenerator, Generator), (OfReal, Real), (OfGenerated, Generated),
            }
            .Where(f => f.Value is not null)
            .Select(f => (f.Name, f.Value!.Value)),
    ];

    /// <summary>Whether a series goes below zero, but for a slip.</summary>
    /// <param name="name">The series.</param>
    public bool Falls(string name) => Of(name, v => v < -Rounding);

    /// <summary>Whether a series goes above zero, but for a slip.</summary>
    /// <param name="name">The series.</param>
    public bool Rises(string name) => Of(name, v => v > Rounding);

    /// <summary>A series' first entry; null where there is none.</summary>
    /// <param name="name">The series.</param>
    public double? First(string name) =>
        _run.Series.TryGetValue(name, out var entries) && entries.Count > 0 ? entries[0].Value : null;

    /// <summary>The losses that are the same number, to the last digit, in all the second half of training.</summary>
    public IReadOnlyList<string> Frozen =>
        [.. new[] { OfDiscriminator, OfGenerator }.Where(n => _run.Series.TryGetValue(n, out var e) && Same(e))];

    /// <summary>Whether every loss that is logged is 0 from the first entry on.</summary>
    public bool Dead => new[] { OfDiscriminator, OfGenerator }
        .Select(n => _run.Series.GetValueOrDefault(n) ?? [])
        .Where(entries => entries.Count > 0)
        .ToList() is { Count: > 0 } losses
        && losses.TrueForAll(entries => entries.All(e => e.Value == 0));

    private static bool Same(IReadOnlyList<(long Step, double Value)> entries) =>
        entries.Count > 1 && entries.Skip(entries.Count / 2).All(e => e.Value.Equals(entries[^1].Value));

    private bool Of(string name, Func<double, bool> kind) =>
        _run.Series.TryGetValue(name, out var entries) && entries.Count(e => kind(e.Value)) > Share * entries.Count;

    private double? Late(string name) => _run.Late(name) is { } late && double.IsFinite(late) ? late : null;
}
