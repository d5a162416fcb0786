using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>
/// One way of writing losses down: programs add the discriminator's two halves or take their mean, and write a factor
/// of one half before squares or none, so the same game has other numbers.
/// </summary>
/// <param name="Objective">The catalogue's objective.</param>
/// <param name="Family">What losses are made of.</param>
/// <param name="Sides">The factor before each half of the discriminator's loss: 1, or 1/2 for their mean.</param>
/// <param name="Own">The factor before the generator's loss.</param>
internal sealed record LossForm(string Objective, LossFamily Family, double Sides = 1, double Own = 1)
{
    // A sample is told where the chance of the other answer is at most 5 %. Squares hold the spread of scores too: a
    // tenth of the way between the targets.
    private const double Mistaken = 0.05;
    private const double MistakenOfSquares = 0.1;

    // Half of the chance of a coin's throw.
    private const double Half = 0.25;

    // A little more than chance: batches differ.
    private const double NotAhead = 0.55;

    // About half of the loss at chance or less: healthy runs and those that have lost a part of the data look alike.
    private const double Ahead = 0.6;

    // Clearly better, and clearly worse, than a discriminator that says nothing.
    private const double Better = 0.9;
    private const double Behind = 1.5;

    private const string Sum = "-sum";
    private const string Mean = "-mean";

    /// <summary>Every form that is known.</summary>
    public static IReadOnlyList<LossForm> All { get; } =
    [
        new("non-saturating", LossFamily.CrossEntropy),
        new("non-saturating", LossFamily.CrossEntropy, 0.5),
        new("saturating", LossFamily.Saturating),
        new("saturating", LossFamily.Saturating, 0.5),
        new("least-squares", LossFamily.LeastSquares),
        new("least-squares", LossFamily.LeastSquares, 0.5),
        new("least-squares", LossFamily.LeastSquares, 0.5, 0.5),
        new("hinge", LossFamily.Hinge),
        new("hinge", LossFamily.Hinge, 0.5),
        new("wasserstein", LossFamily.Wasserstein),
    ];

    // Pairs are told apart by differences of scores, with the losses of a cross entropy.
    private static readonly LossForm[] Relativistic =
        [new("relativistic", LossFamily.CrossEntropy, 0.5), new("relativistic", LossFamily.CrossEntropy)];

    /// <summary>The names that state an objective.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. All.Concat(Relativistic)
            .SelectMany(f => (string[])[f.Objective, f.Name])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Its name: the objective's, with whether halves are added or their mean is taken.</summary>
    public string Name => Family == LossFamily.Wasserstein ? Objective : $"{Objective}{(Sides < 1 ? Mean : Sum)}";

    /// <summary>What it is called in sentences.</summary>
    public string Words => Family switch
    {
        LossFamily.Wasserstein => "Wasserstein's loss",
        LossFamily.LeastSquares => $"least squares, {Halves}",
        LossFamily.Hinge => $"a hinge loss, {Halves}",
        _ => $"a cross entropy, {Halves}",
    };

    /// <summary>The discriminator's loss where it cannot tell; not a number where there is none.</summary>
    public double Chance => Sides * 2 * Side(0.5);

    /// <summary>The generator's loss where the discriminator cannot tell.</summary>
    public double OwnChance => Generator(0.5);

    /// <summary>The forms that a name may mean.</summary>
    /// <param name="name">An objective of the catalogue, or with -sum or -mean behind it.</param>
    /// <exception cref="SettingsException">It is none of <see cref="Names"/>.</exception>
    public static IReadOnlyList<LossForm> Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        LossForm[] found = [.. All.Concat(Relativistic).Where(f => f.Objective == name || f.Name == name)];
        return found.Length > 0
            ? found
            : throw new SettingsException(
                $"there is no objective '{name}'; --objective takes {string.Join(", ", Names)}: "
                + "without -sum or -mean, whether halves are added or their mean is taken is inferred");
    }

    /// <summary>The discriminator's loss from the mean chances that samples are taken for real.</summary>
    /// <param name="real">Of real samples.</param>
    /// <param name="generated">Of generated samples.</param>
    /// <returns>What it is at least: a spread of chances about their means adds to it.</returns>
    public double Discriminator(double real, double generated) => Sides * (Side(1 - real) + Side(generated));

    /// <summary>The generator's loss where a generated sample is taken for real with a chance.</summary>
    /// <param name="chance">The chance; scores of a hinge loss go from -1 at 0 to 1 at 1.</param>
    public double Generator(double chance) => Own * (Family switch
    {
        LossFamily.CrossEntropy => -Math.Log(chance),
        LossFamily.Saturating => Math.Log(1 - chance),
        LossFamily.LeastSquares => (1 - chance) * (1 - chance),
        LossFamily.Hinge => 1 - (2 * chance),
        _ => double.NaN,
    });

    /// <summary>
    /// The least loss of the discriminator that goes with a loss of the generator: both are means over the same
    /// samples, of functions of one score, and by Jensen's inequality no spread of scores makes the one smaller.
    /// </summary>
    /// <param name="generator">The generator's loss.</param>
    /// <remarks>
    /// The half of generated samples alone, where the generator is ahead. Where it is not, the half of real samples is
    /// at least as large: for the best discriminator E D of generated samples is E (1 - D) of real ones, both being
    /// the integral of p q / (p + q).
    /// </remarks>
    public double Least(double generator)
    {
        var half = Family switch
        {
            LossFamily.CrossEntropy => -Math.Log(1 - Math.Exp(-Math.Max(generator, 0))),
            LossFamily.Saturating => -generator,
            LossFamily.LeastSquares => Square(1 - Math.Sqrt(Math.Max(generator / Own, 0))),
            LossFamily.Hinge => Math.Max(0, 1 - generator),
            _ => double.NegativeInfinity,
        };
        var alike = Family is LossFamily.CrossEntropy or LossFamily.LeastSquares
            && generator >= Generator(NotAhead)
            && !(Family == LossFamily.LeastSquares && generator > Own);
        return Sides * (alike ? 2 * half : half);
    }

    /// <summary>Who is ahead, by losses of this form.</summary>
    /// <param name="discriminator">The discriminator's loss; null where it is not known.</param>
    /// <param name="generator">The generator's loss; null where it is not known.</param>
    /// <returns>Null where the discriminator's is not known, or the form has no value at chance.</returns>
    public Standing? StandingOf(double? discriminator, double? generator)
    {
        if (Family == LossFamily.Wasserstein || discriminator is not { } d)
        {
            return null;
        }

        var mistaken = Family == LossFamily.LeastSquares ? MistakenOfSquares : Mistaken;
        var told = d < Discriminator(1 - mistaken, mistaken);
        var low = d < Ahead * Chance;
        var high = d > Behind * Chance;
        return generator is not { } g
            ? (told ? Standing.DiscriminatorPerfect : low ? Standing.DiscriminatorLeads
                : high ? Standing.GeneratorLeads : Standing.Even)
            : told && g > Generator(mistaken) ? Standing.DiscriminatorPerfect
            : high && g < Generator(1 - mistaken) ? Standing.GeneratorWins
            : GeneratorIsAhead(d, g) ? Standing.GeneratorLeads
            : low || FewAreTaken(d, g) ? Standing.DiscriminatorLeads
            : Standing.Even;
    }

    /// <summary>
    /// Whether the discriminator would do far better by saying nothing, though the generator does not gain by it: such
    /// losses are of another form.
    /// </summary>
    /// <param name="discriminator">The discriminator's loss.</param>
    /// <param name="generator">The generator's loss.</param>
    public bool Absurd(double discriminator, double generator) =>
        discriminator > Behind * Chance && generator >= Generator(1 - Half);

    /// <summary>
    /// Whether untrained networks, whose scores are about 0 or chances about a half, have such losses.
    /// </summary>
    /// <param name="discriminator">The discriminator's first loss.</param>
    /// <param name="generator">The generator's first loss.</param>
    /// <param name="near">The share by which they may differ.</param>
    public bool StartsAt(double discriminator, double generator, double near)
    {
        (double D, double G)[] starts = Family == LossFamily.LeastSquares
            ? [(Chance, OwnChance), (Sides, Own)]
            : [(Chance, OwnChance)];
        return Array.Exists(starts, s => Is(discriminator, s.D) && Is(generator, s.G));

        bool Is(double value, double start) => Math.Abs(value - start) <= near * Math.Max(Math.Abs(start), 0.5);
    }

    private string Halves => Sides < 1 ? "the mean of both halves" : "the sum of both halves";

    // The scores of a hinge loss have no fixed middle: only with the discriminator's loss does the generator's tell.
    private bool GeneratorIsAhead(double d, double g) =>
        g < Generator(1 - Half) && (Family != LossFamily.Hinge || d > Chance);

    private bool FewAreTaken(double d, double g) =>
        Family != LossFamily.Hinge && g > Generator(Half) && d < Better * Chance;

    // A half of the discriminator's loss where each sample is taken for the other kind with a chance.
    private double Side(double mistaken) => Family switch
    {
        LossFamily.LeastSquares => mistaken * mistaken,
        LossFamily.Hinge => 2 * mistaken,
        LossFamily.Wasserstein => double.NaN,
        _ => -Math.Log(1 - mistaken),
    };

    private static double Square(double value) => value * value;
}
