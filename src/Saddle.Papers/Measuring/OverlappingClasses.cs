using Saddle.Figures;
using Saddle.Gans;
using Saddle.Torch;

namespace Saddle.Papers.Measuring;

/// <summary>
/// Conditional GANs of two classes that overlap, N(-1, 1) and N(1, 1), as likely: what a way of conditioning makes of
/// them is derived where the discriminator is optimal.
/// </summary>
internal static class OverlappingClasses
{
    /// <summary>The number of samples of a class that a run ends with.</summary>
    public const int Draws = 8192;

    private const string Rate = "0.001";

    /// <summary>The number of updates.</summary>
    /// <param name="setting">Quick or full.</param>
    public static int Updates(ClaimSetting setting) => setting.Full ? 10_000 : 2000;

    /// <summary>The number of seeds.</summary>
    /// <param name="setting">Quick or full.</param>
    public static int Seeds(ClaimSetting setting) => setting.Full ? 20 : 6;

    /// <summary>Every setting that the figures depend on.</summary>
    /// <param name="arms">The ways of conditioning.</param>
    /// <param name="setting">Quick or full.</param>
    public static IReadOnlyList<(string Name, string Value)> Settings(
        IEnumerable<(string Name, string Conditioning)> arms, ClaimSetting setting) =>
    [
        ("classes", "N(-1, 1) and N(1, 1), as likely"),
        ("networks", "two hidden layers of 64, rectifiers of slope 0.2 in the discriminator; 4 numbers of noise"),
        .. arms.Select(arm => ($"conditioning, {arm.Name}", arm.Conditioning)),
        ("objective", "saturating, without a penalty"),
        ("rule", $"Adam, d-first, step {Rate} falling to 0, decays 0.5 and 0.999"),
        ("samples of", "the running average of the generator, 0.995"),
        ("batch", "256"),
        ("draws", Draws.Text()),
        ("updates", Updates(setting).Text()),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What each way of conditioning makes of the classes, seed by seed.</summary>
    /// <param name="name">What the runs are kept under.</param>
    /// <param name="arms">The ways, each as a configuration has it.</param>
    /// <param name="setting">Quick or full; keeps the runs, and stops them.</param>
    public static IReadOnlyList<IReadOnlyList<ClassMoments>> Each(
        string name, IReadOnlyList<(string Name, string Conditioning)> arms, ClaimSetting setting) =>
        Networks.Each(name, arms, Seeds(setting), setting, (arm, seed) => Run(arm.Conditioning, seed, setting));

    /// <summary>One run.</summary>
    /// <param name="conditioning">The way of conditioning, as a configuration has it.</param>
    /// <param name="seed">The run's number.</param>
    /// <param name="setting">Quick or full; stops it.</param>
    public static ClassMoments Run(string conditioning, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start(Configuration(conditioning, setting), setting, seed);
        at.Train(Updates(setting), setting);
        using var scope = new TensorScope();
        return ClassMoments.Of(Samples(0), Samples(1));

        double[] Samples(long label) => at.Game.Generate(
            at.Generator, at.Game.Latent(StreamName.Sampling.Key(at.Seed), Draws, (_, _) => label)).ToDoubles();
    }

    /// <summary>Medians of means and deviations, arm by arm, beside what is derived.</summary>
    /// <param name="arms">The arms' names.</param>
    /// <param name="measured">What each has come to.</param>
    /// <param name="derived">What is derived for each.</param>
    public static Figure Figure(
        IReadOnlyList<string> arms,
        IReadOnlyList<IReadOnlyList<ClassMoments>> measured,
        IReadOnlyList<ClassMoments> derived)
    {
        return new("Mean and deviation of a class", [Panel("mean", m => m.Mean), Panel("deviation", m => m.Sd)]);

        Panel Panel(string name, Func<ClassMoments, double> figure) => new(
            string.Empty,
            new("conditioning") { Categories = arms },
            new(name, Low: 0),
            [
                Drawing.Spread(
                    $"{name}, median, least and greatest",
                    Drawing.Places(arms.Count),
                    [.. measured.Select(runs => (IReadOnlyList<double>)[.. runs.Select(figure)])]),
                new Points("derived", Drawing.Places(arms.Count), derived.Select(figure).Gaps()),
            ]);
    }

    /// <summary>The same as a table.</summary>
    /// <param name="arms">The arms' names.</param>
    /// <param name="measured">What each has come to.</param>
    /// <param name="derived">What is derived for each.</param>
    public static ResultTable Table(
        IReadOnlyList<string> arms,
        IReadOnlyList<IReadOnlyList<ClassMoments>> measured,
        IReadOnlyList<ClassMoments> derived) => new(
            ["conditioning", "mean", "derived", "deviation", "derived deviation"],
            [
                .. arms.Select((arm, i) => (IReadOnlyList<string>)
                    [
                        arm,
                        measured[i].Select(m => m.Mean).Median().Text(),
                        derived[i].Mean.Text(),
                        measured[i].Select(m => m.Sd).Median().Text(),
                        derived[i].Sd.Text(),
                    ]),
            ]);

    private static string Configuration(string conditioning, ClaimSetting setting) => FormattableString.Invariant(
        $$"""
        data: {name: gaussians-1d, means: [-1, 1], sd: 1}
        network: {name: mlp, latent: 4, width: 64, depth: 2, slope: 0.2}
        conditioning: {{conditioning}}
        objective: saturating
        rule: {name: adam, order: d-first, eta: "{{Rate}}*(1-n/{{Updates(setting)}})", beta1: 0.5}
        batch: 256
        ema: 0.995
        """);
}
