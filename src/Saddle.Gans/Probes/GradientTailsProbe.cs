using System.Globalization;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// How heavy-tailed the generator's gradient under -log D is from minibatch to minibatch. If the discriminator is off
/// the optimal one by a white Gaussian process, and its slope by an independent one, every coordinate of the gradient
/// is a ratio of two centred Gaussians: a Cauchy variable, of infinite mean and variance. The tail index tells: 1 for
/// Cauchy, above 2 where the variance is finite.
/// </summary>
/// <param name="Batches">The number of minibatches.</param>
/// <param name="Coordinates">The number of coordinates that are looked at.</param>
/// <param name="Share">The share of the largest values that counts as the tail.</param>
/// <remarks>
/// Arjovsky and Bottou 2017, arXiv:1701.04862, theorem 2.6; Hill 1975. Each coordinate is divided by half its
/// interquartile range (1 for the unit Cauchy law) before all are put together; a few coordinates of one minibatch are
/// not independent, so the interval is from whole minibatches drawn again (Efron 1979, the bootstrap).
/// </remarks>
[Entry(
    "gradient-tails",
    "is the gradient under -log D heavy-tailed, as a Cauchy variable is",
    @"\hat a = k / \textstyle\sum_{i \le k} \log(|g|_{(i)} / |g|_{(k+1)}),\quad P(|g| > t) \sim t^{-a}",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.6; Hill 1975 (Annals of Statistics 3)")]
public sealed record GradientTailsProbe(
    [Parameter("the number of minibatches", Min = 40, Max = 1000000)] int Batches = 200,
    [Parameter("the number of coordinates that are looked at", Min = 1, Max = 100000)] int Coordinates = 64,
    [Parameter("the share of the largest values that counts as the tail", Min = 0.001, Max = 0.5)]
    double Share = 0.05) : Probe
{
    private const int Resamples = 200;

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var rows = Standardised(Gradients(at));
        if (rows[0].Length == 0)
        {
            return new(
                "the generator's gradient under -log D is exactly 0 in every coordinate looked at",
                [("tail-index", double.NaN)]);
        }

        var (index, ratio) = (Tails.Hill(rows.SelectMany(r => r), Share), Tails.QuantileRatio(rows.SelectMany(r => r)));
        var (indices, ratios) = Bootstrap(at, rows);
        var (low, high) = (Tails.Quantile(indices, 0.025), Tails.Quantile(indices, 0.975));
        var verdict = high < 2 ? "the tails are those of a law without variance"
            : low > 2 ? "the variance is finite"
            : "whether the variance is finite cannot be told from so many minibatches";
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"tail index {index:G3} ({low:G3} to {high:G3}; Cauchy 1, finite variance above 2): {verdict}; "
                + $"the 99 % quantile is {ratio:G3} medians (Cauchy 63.7, normal 3.8)"),
            [
                ("tail-index", index),
                ("tail-index/low", low),
                ("tail-index/high", high),
                ("quantile-ratio", ratio),
                ("quantile-ratio/low", Tails.Quantile(ratios, 0.025)),
                ("quantile-ratio/high", Tails.Quantile(ratios, 0.975)),
                ("coordinates", rows[0].Length),
            ])
        {
            Note = "the law is that over minibatches, at one discriminator; "
                + "the theorem's is over discriminators near the optimal one",
        };
    }

    private double[][] Gradients(Snapshot at)
    {
        using var scope = new TensorScope();
        var (game, state) = at.With(new NonSaturating());
        var random = new Philox(at.Seed, 0, Purpose.Settings);
        var chosen = Enumerable.Range(0, Coordinates)
            .Select(_ => (double)(long)(random.Uniform() * state[0].Count))
            .Distinct()
            .ToArray();
        var index = Tensor.From(chosen, [chosen.Length]).To(state[0].Device, DType.Int64);
        var gradient = new Tensor[1];
        var rows = new double[Batches][];
        for (var i = 0; i < Batches; i++)
        {
            game.Gradient(Player.Generator, Player.Generator, state, gradient, at.Key(StreamName.GradientTails, i));
            rows[i] = gradient[0].IndexSelect(0, index).ToDoubles();
            scope.Sweep(state, [index]);
        }

        return rows;
    }

    // Coordinates that do not vary, such as those behind a unit that is never active, say nothing of tails.
    private static double[][] Standardised(double[][] rows)
    {
        var scales = Enumerable.Range(0, rows[0].Length).Select(c =>
        {
            var sorted = rows.Select(r => r[c]).Order().ToArray();
            return (
                Median: Tails.Quantile(sorted, 0.5),
                Half: (Tails.Quantile(sorted, 0.75) - Tails.Quantile(sorted, 0.25)) / 2);
        }).ToList();
        return
        [
            .. rows.Select(
                r =>
                    r.Select((value, c) => (value - scales[c].Median) / scales[c].Half)
                        .Where((_, c) => scales[c].Half > 0)
                        .ToArray()),
        ];
    }

    private (double[] Indices, double[] Ratios) Bootstrap(Snapshot at, double[][] rows)
    {
        var (indices, ratios) = (new double[Resamples], new double[Resamples]);
        for (var i = 0; i < Resamples; i++)
        {
            var random = new Philox(at.Seed, 1 + i, Purpose.Settings);
            var drawn = Enumerable.Range(0, rows.Length)
                .SelectMany(_ => rows[(int)(random.Uniform() * rows.Length)])
                .ToArray();
            (indices[i], ratios[i]) = (Tails.Hill(drawn, Share), Tails.QuantileRatio(drawn));
        }

        Array.Sort(indices);
        Array.Sort(ratios);
        return (indices, ratios);
    }
}
