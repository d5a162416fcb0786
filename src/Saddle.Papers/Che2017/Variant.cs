using Saddle.Figures;

namespace Saddle.Papers.Che2017;

/// <summary>The plain GAN, and the two of the paper that are to miss fewer modes.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Regularisers">Its regularisers, as YAML.</param>
internal sealed record Variant(string Name, string Regularisers)
{
    /// <summary>All three.</summary>
    public static readonly IReadOnlyList<Variant> All =
    [
        new("plain", "[]"),
        new("regularised", "[{name: mode-regularisation, lambda1: 0.2, lambda2: 0.4}]"),
        new("manifold-diffusion", "[{name: manifold-diffusion, lambda: 0.01}]"),
    ];

    /// <summary>How the weights are called among a claim's settings.</summary>
    public static readonly (string Name, string Value) Weights = ("lambda", "0.2 and 0.4; manifold-diffusion 0.01");

    /// <summary>How its rule is called among a claim's settings.</summary>
    /// <param name="step">The generator's step.</param>
    public static (string Name, string Value) Rule(double step = 0.001) =>
        ("rule", $"Adam, d-first, steps {step.Text()} and 0.0005, decays 0.5 and 0.999");

    /// <summary>The configuration of its dense networks, but for the seed.</summary>
    /// <param name="data">The data, as YAML.</param>
    /// <param name="latent">The number of latent coordinates.</param>
    /// <param name="width">The units of each of the discriminator's hidden layers.</param>
    /// <param name="step">The generator's step.</param>
    public string Configuration(string data, int latent, int width = 128, double step = 0.001) => $$"""
        data: {{data}}
        generator: {name: mlp, latent: {{latent.Text()}}, width: 256, depth: 2}
        discriminator: {name: mlp, width: {{width.Text()}}, depth: 2, slope: 0.2}
        regularisers: {{Regularisers}}
        rule: {name: adam, order: d-first, eta-g: {{step.Text()}}, eta-d: 0.0005, beta1: 0.5}
        batch: 64
        """;

    /// <summary>The median of each over seeds, from the least to the greatest.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="values">Of each, each seed's.</param>
    public static Panel Panel(string title, IReadOnlyList<IReadOnlyList<double>> values) => new(
        string.Empty,
        new("GAN") { Categories = [.. All.Select(v => v.Name)] },
        new(title),
        [Drawing.Spread("median, least and greatest over seeds", Drawing.Places(All.Count), values)]);

    /// <summary>A row for each: least, median and greatest over seeds.</summary>
    /// <param name="columns">What is listed, each seed's value of each, and how a value is written.</param>
    public static ResultTable Table(
        params IReadOnlyList<(string Title, IReadOnlyList<IReadOnlyList<double>> Values, string Format)> columns) =>
        new(
            ["GAN", .. columns.Select(c => $"{c.Title} (least, median, greatest)")],
            [
                .. All.Select((variant, k) => (IReadOnlyList<string>)
                [
                    variant.Name, .. columns.Select(c => Spread(c.Values[k], c.Format)),
                ]),
            ]);

    private static string Spread(IReadOnlyList<double> values, string format) =>
        $"{values.Min().Text(format)}, {values.Median().Text(format)}, {values.Max().Text(format)}";
}
