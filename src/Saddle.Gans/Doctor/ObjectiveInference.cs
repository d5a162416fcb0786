using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>Which objectives the losses of a logged run can be those of, and why.</summary>
/// <param name="Forms">The forms; none where no one fits.</param>
/// <param name="Why">Why no others: the end of a sentence.</param>
internal sealed record ObjectiveInference(IReadOnlyList<LossForm> Forms, string Why)
{
    // The two losses of a step are those of two batches, with an update between them, and medians are no means.
    private const double Slack = 0.8;

    // The last digits that logs keep.
    private const double Digits = 0.002;

    // What is within a tenth of a number is that number; an untrained network's first batches are a little off chance.
    private const double Near = 0.1;
    private const double NearAtStart = 0.15;

    // Where mean chances say that samples are told, the samples that are not make the loss: the two differ then.
    private const double Undecided = 0.2;

    private static readonly (string Word, LossFamily Family)[] Words =
    [
        ("wasserstein", LossFamily.Wasserstein),
        ("wgan", LossFamily.Wasserstein),
        ("critic", LossFamily.Wasserstein),
        ("hinge", LossFamily.Hinge),
        ("bce", LossFamily.CrossEntropy),
        ("lsgan", LossFamily.LeastSquares),
        ("mse", LossFamily.LeastSquares),
    ];

    /// <summary>Infers them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="figures">Its figures.</param>
    /// <exception cref="SettingsException">The objective that is stated is none that is known.</exception>
    public static ObjectiveInference Of(CaseHistory run, LossFigures figures)
    {
        var (stated, byUser) = Stated(run);
        var asked = stated ?? LossForm.All;
        var word = Word(run);
        LossForm[] all = [.. asked.Where(f => Fits(f, figures, stated is not null || word == f.Family))];
        LossForm[] agreeing = [.. all.Where(f => Agrees(f, figures))];
        var (forms, aside) = agreeing.Length > 0 ? (agreeing, false) : (all, all.Length > 0);
        var inferred = Narrowed(WithoutUnlikely(forms, figures, word), figures, word);
        var found = stated is not null
            ? inferred with
            {
                Why = run.Logged.IsObjectiveSeen ? "as is seen in the script's losses"
                    : byUser ? "as is stated" : "as the run is configured",
            }
            : figures.Falls(LossFigures.OfDiscriminator)
            ? new(forms, "because the discriminator's loss goes below zero, as no other does")
            : inferred;
        return found with { Aside = aside };
    }

    /// <summary>Whether D(x) and D(G(z)) go with no loss of any form: they are of other scores.</summary>
    public bool Aside { get; private init; }

    private static (IReadOnlyList<LossForm>? Forms, bool ByUser) Stated(CaseHistory run) =>
        run.Logged.Objective is { } name ? (LossForm.Named(name), true)
        : run.Objective is { } objective
            && Catalog<Objectives.Objective>.EntryOf(objective).Name is var own
            && LossForm.Names.Contains(own, StringComparer.Ordinal)
            ? (LossForm.Named(own), false)
        : (null, false);

    // What is impossible under an objective, whatever the networks do.
    private static bool Fits(LossForm form, LossFigures figures, bool named)
    {
        var below = figures.Falls(LossFigures.OfDiscriminator);
        if (form.Family == LossFamily.Wasserstein)
        {
            return below || named || figures.Discriminator is null;
        }

        if (below
            || (form.Family is LossFamily.CrossEntropy or LossFamily.LeastSquares
                && figures.Falls(LossFigures.OfGenerator))
            || (form.Family == LossFamily.Saturating && figures.Rises(LossFigures.OfGenerator)))
        {
            return false;
        }

        return figures is not { Discriminator: { } d, Generator: { } g }
            || (Slack * form.Least(g) <= d + Digits && !form.Absurd(d, g));
    }

    // Chances make at least so much of a loss. Those that programs write down beside a hinge loss or a critic's are no
    // part of it.
    private static bool Agrees(LossForm form, LossFigures figures) =>
        figures is not { Discriminator: { } d, Real: { } real, Generated: { } generated }
            || form.Family is LossFamily.Hinge or LossFamily.Wasserstein
            || Slack * form.Discriminator(real, generated) <= d + Digits;

    // A hinge loss of the generator goes below zero as often as above where neither is ahead: one that never does is
    // another's, where another fits. The discriminator's alone is hardly one that guessing would better.
    private static LossForm[] WithoutUnlikely(LossForm[] forms, LossFigures figures, LossFamily? word)
    {
        LossForm[] likely =
        [
            .. forms.Where(f => f.Family != LossFamily.Hinge || word == f.Family
                || figures.Falls(LossFigures.OfGenerator))
                .Where(f => figures is not { Discriminator: { } d, Generator: null }
                    || !f.Absurd(d, double.PositiveInfinity)),
        ];
        return likely.Length > 0 ? likely : forms;
    }

    private static ObjectiveInference Narrowed(LossForm[] forms, LossFigures figures, LossFamily? word)
    {
        if (figures is { Discriminator: { } d, Real: { } real, Generated: { } generated }
            && Only(forms, f => Makes(f, d, real, generated)) is { Length: > 0 } made)
        {
            return new(made, string.Create(
                CultureInfo.InvariantCulture,
                $"because a D(x) of {real:G3} and a D(G(z)) of {generated:G3} make "
                + $"{made[0].Discriminator(real, generated):G3} so, and the loss is {d:G3}"));
        }

        if (figures.First(LossFigures.OfDiscriminator) is { } d0
            && figures.First(LossFigures.OfGenerator) is { } g0
            && Only(forms, f => f.StartsAt(d0, g0, NearAtStart)) is { Length: > 0 } begun)
        {
            return new(begun, string.Create(
                CultureInfo.InvariantCulture,
                $"because training began at {d0:G3} and {g0:G3}, where untrained networks have these losses"));
        }

        return Only(forms, f => f.Family == word) is { Length: > 0 } named
            ? new(named, "because names in the log say so")
            : new(forms, "because no other objective that is known fits");
    }

    // Those of which something is true, where it is not true of all: of one way of adding halves, that is.
    private static LossForm[] Only(LossForm[] forms, Func<LossForm, bool> kind)
    {
        LossForm[] some = [.. forms.Where(kind)];
        return some.Length < forms.Length && some.Select(f => f.Chance).Distinct().Count() == 1 ? some : [];
    }

    private static bool Makes(LossForm form, double d, double real, double generated) =>
        form.Family is LossFamily.CrossEntropy or LossFamily.Saturating or LossFamily.LeastSquares
        && form.Discriminator(real, generated) is var made
        && made > Undecided * form.Chance
        && Math.Abs(d - made) < Near * made;

    private static LossFamily? Word(CaseHistory run)
    {
        var names = string.Join(' ', run.Logged.Columns).ToLowerInvariant();
        return Words.Where(w => names.Contains(w.Word, StringComparison.Ordinal))
            .Select(w => (LossFamily?)w.Family)
            .FirstOrDefault();
    }
}
