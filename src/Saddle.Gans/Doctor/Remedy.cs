using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Rules;

namespace Saddle.Gans.Doctor;

/// <summary>
/// Settings of a run's configuration that advice changes, as <c>train CONFIG --set PATH=VALUE</c> takes them.
/// </summary>
internal static class Remedy
{
    // A slope penalty's weight goes with the square of the data's scale: 10 is published for images, 0.1 for points in
    // the plane (Gulrajani et al. 2017, the code).
    private const double ForPoints = 0.1;
    private const double Published = 10;

    /// <summary>No change.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> None { get; } = [];

    /// <summary>
    /// A penalty on the discriminator's slope in the place of weight clipping: R1, or gradient-penalty under
    /// Wasserstein's loss.
    /// </summary>
    /// <param name="run">The run; of a foreign one nothing can be set.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Slope(CaseHistory run) =>
        Settable(run) is { } c
            ? [Regularisers(run, c.Objective is Wasserstein ? new GradientPenalty(Weight(run)) : new R1(Weight(run)))]
            : None;

    /// <summary>
    /// R1, which holds the slope at 0 where the laws are equal: a slope of 1, as gradient-penalty wants it, keeps a
    /// rotation going.
    /// </summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> ZeroSlope(CaseHistory run) =>
        Settable(run) is null ? None : [Regularisers(run, new R1(Weight(run)))];

    /// <summary>Wasserstein's loss with its gradient penalty.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Transport(CaseHistory run) =>
        Settable(run) is null
            ? None
            : [new("objective", "wasserstein"), Regularisers(run, new GradientPenalty(Weight(run)))];

    /// <summary>
    /// Rates of the same product, the discriminator's twice the generator's: for a discriminator that lags.
    /// </summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> TwoTimeScales(CaseHistory run) =>
        Settable(run) is { } c ? Rates(TwoTimeScales(c.Rule.EtaG.Scale, c.Rule.EtaD.Scale)) : None;

    /// <summary>The same of any rates.</summary>
    /// <param name="generator">The generator's.</param>
    /// <param name="discriminator">The discriminator's.</param>
    public static (double Generator, double Discriminator) TwoTimeScales(double generator, double discriminator) =>
        (Math.Sqrt(generator * discriminator / 2), Math.Sqrt(generator * discriminator * 2));

    /// <summary>The generator's rate at least half the discriminator's: for a generator that lags.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> GeneratorFollows(CaseHistory run) =>
        Settable(run) is { } c ? Rates(GeneratorFollows(c.Rule.EtaG.Scale, c.Rule.EtaD.Scale)) : None;

    /// <summary>The same of any rates.</summary>
    /// <param name="generator">The generator's.</param>
    /// <param name="discriminator">The discriminator's.</param>
    public static (double Generator, double Discriminator) GeneratorFollows(double generator, double discriminator) =>
        (Math.Max(generator, discriminator / 2), discriminator);

    /// <summary>A tenth of both rates, where updates go with the gradient.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> LowerRates(CaseHistory run) =>
        Settable(run) is not { Rule: not IAdaptive } c
            ? None
            : Rates((c.Rule.EtaG.Scale / 10, c.Rule.EtaD.Scale / 10));

    /// <summary>More updates.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">How many in all.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Longer(CaseHistory run, long steps) =>
        Settable(run) is null ? None : [new("steps", steps.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Rectifiers that leak, where the discriminator's do not.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Leak(CaseHistory run) =>
        Settable(run)?.Discriminator is Mlp { Slope: 0 } ? [new("discriminator.slope", "0.2")] : None;

    private static Configuration? Settable(CaseHistory run) => run.InPyTorch ? null : run.Configuration;

    private static IReadOnlyList<KeyValuePair<string, string>> Rates(
        (double Generator, double Discriminator) rates) =>
        [new("rule.eta-g", Number(rates.Generator)), new("rule.eta-d", Number(rates.Discriminator))];

    private static double Weight(CaseHistory run) =>
        run.Configuration!.Data.Kind == ItemKind.Points ? ForPoints : Published;

    // What held the discriminator's slope so far goes; the rest stays.
    private static KeyValuePair<string, string> Regularisers(CaseHistory run, Regulariser added)
    {
        var kept = run.Configuration!.Regularisers.Where(r => r is not (WeightClipping or GradientPenalty or R1));
        return new("regularisers", $"[{string.Join(", ", kept.Append(added).Select(Flow))}]");
    }

    private static string Flow(Regulariser regulariser)
    {
        var entry = Catalog<Regulariser>.EntryOf(regulariser);
        var settings = entry.SettingsOf(regulariser).Select(s => $"{s.Key}: {s.Value}");
        return $"{{{string.Join(", ", settings.Prepend($"name: {entry.Name}"))}}}";
    }

    private static string Number(double rate) => rate.ToString("G3", CultureInfo.InvariantCulture);
}
