using Saddle.Figures;

namespace Saddle.Papers.Che2017;

/// <summary>The plain GAN, and the two of the paper that are to miss fewer modes.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Regularisers">Its regularisers, as YAML.</param>
internal sealed record Remedy(string Name, string Regularisers)
{
    /// <summary>How the weights are called among a claim's settings.</summary>
    public static readonly (string Name, string Value) Weights = ("lambda", "0.2 and 0.4; manifold-diffusion 0.01");

    /// <summary>All three.</summary>
    public static readonly IReadOnlyList<Remedy> All =
    [
        new("plain", "[]"),
        new("regularised", "[{name: mode-regularisation, lambda1: 0.2, lambda2: 0.4}]"),
        new("manifold-diffusion", "[{name: manifold-diffusion, lambda: 0.01}]"),
    ];

    /// <summary>The median of each over seeds, from the least to the greatest.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="values">Of each, each seed's.</param>
    public static Panel Panel(string title, IReadOnlyList<IReadOnlyList<double>> values) => new(
        string.Empty,
        new("GAN") { Categories = [.. All.Select(k => k.Name)] },
        new(title),
        [
            new Points("median, least and greatest over seeds", [.. All.Select((_, k) => (double?)k)], values.Select(v => v.Median()).Gaps())
            {
                Low = values.Select(v => v.Min()).Gaps(),
                High = values.Select(v => v.Max()).Gaps(),
            },
        ]);

    /// <summary>A row for each: least, median and greatest over seeds.</summary>
    /// <param name="columns">What is listed, each seed's value of each, and how a value is written.</param>
    public static ResultTable Table(params IReadOnlyList<(string Title, IReadOnlyList<IReadOnlyList<double>> Values, string Format)> columns) => new(
        ["GAN", .. columns.Select(c => $"{c.Title} (least, median, greatest)")],
        [.. All.Select((remedy, k) => (IReadOnlyList<string>)
        [
            remedy.Name, .. columns.Select(c => $"{c.Values[k].Min().Text(c.Format)}, {c.Values[k].Median().Text(c.Format)}, {c.Values[k].Max().Text(c.Format)}"),
        ])]);
}
