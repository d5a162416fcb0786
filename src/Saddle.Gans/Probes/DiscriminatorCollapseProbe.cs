using System.Globalization;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// Whether the discriminator still says anything: how well its scores tell real from generated samples, how far they
/// spread, how many of its directions are in use (singular values of its weights), and how many of its rectifiers are
/// off for every sample. A discriminator whose scores are one number has no gradient for the generator.
/// </summary>
/// <param name="Batches">The number of minibatches.</param>
/// <remarks>
/// Li et al. 2018, arXiv:1706.09884, for the collapse. The effective rank is the exponential of the entropy of the
/// singular values' shares (Roy and Vetterli 2007). A unit is dead if the derivative of the scores by its bias is
/// exactly 0 over all samples.
/// </remarks>
[Entry(
    "discriminator-collapse",
    "does the discriminator still say anything: separation, spread, singular values, dead units",
    @"\mathrm{erank}(W) = \exp\big(-\textstyle\sum_i p_i \log p_i\big),\ p_i = \sigma_i / \sum_j \sigma_j;\quad "
    + @"\text{dead}_u: \partial f(x) / \partial b_u = 0\ \forall x",
    "Li et al. 2018 (arXiv:1706.09884); Roy and Vetterli 2007 (EUSIPCO), the effective rank")]
public sealed record DiscriminatorCollapseProbe(
    [Parameter("the number of minibatches", Min = 1, Max = 100000)] int Batches = 8) : Probe
{
    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var (game, state) = at.With();
        var (real, generated) = (new List<double>(), new List<double>());
        for (var i = 0; i < Batches; i++)
        {
            var (r, g) = game.Scores(state, at.Key(StreamName.DiscriminatorCollapse, i));
            real.AddRange(r.ToDoubles());
            generated.AddRange(g.ToDoubles());
        }

        var (separation, spread) = (Separation.Of(real, generated), Spread([.. real, .. generated]));
        var surprise = generated.Average(f => 1 / (1 + Math.Exp(-f)));
        var (dead, units) = Dead(at);
        var ranks = Ranks(game.Network(Player.Discriminator), state[1]);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a real sample scores above a generated one with a chance of {separation:P1}; "
                + $"scores spread by {spread:G3}; {dead} of {units} hidden units are dead; "
                + $"the effective rank of the weights is {ranks:P0} of the full one"),
            [
                ("separation", separation), ("score-spread", spread), (
                    "accuracy",
                    (real.Count(f => f > 0) + generated.Count(f => f < 0)) / (double)(real.Count + generated.Count)),
                ("taken-for-real", surprise), ("dead-units", dead), ("units", units), ("effective-rank", ranks),
            ]);
    }

    private static double Spread(double[] scores)
    {
        var mean = scores.Average();
        return Math.Sqrt(scores.Average(s => (s - mean) * (s - mean)));
    }

    // Under least squares the derivative by a score is another number at every sample: where the sum is exactly 0, all
    // parts are.
    private (int Dead, int Units) Dead(Snapshot at)
    {
        var (game, state) = at.With(new LeastSquares(), type: DType.Float64);
        var network = game.Network(Player.Discriminator);
        var sum = Tensor.Zeros(state[1].Shape, DType.Float64, state[1].Device);
        for (var i = 0; i < Batches; i++)
        {
            var gradient = new Tensor[1];
            game.Gradient(
                Player.Discriminator,
                Player.Discriminator,
                state,
                gradient,
                at.Key(StreamName.DiscriminatorCollapse, i));
            sum += Tensor.Abs(gradient[0]);
        }

        var parts = network.Unflatten(sum, differentiable: false);
        var biases = network.Blueprint.Parameters.Where(
            p => p.Shape.Length == 1 && p.Count > 1 && p.Name.EndsWith("bias", StringComparison.Ordinal))
            .SelectMany(p => parts[p.Index].ToDoubles())
            .ToList();
        return (biases.Count(b => b == 0), biases.Count);
    }

    // The geometric mean, over weight matrices, of effective rank by full rank.
    private static double Ranks(PlayerNetwork network, Tensor flat)
    {
        var parts = network.Unflatten(flat, differentiable: false);
        var shares = network.Blueprint.Parameters.Where(
            p => p.Shape.Length >= 2 && Math.Min(p.Shape[0], p.Count / p.Shape[0]) > 1)
            .Select(p => Math.Log(Rank(parts[p.Index].Reshape(p.Shape[0], -1))))
            .ToList();
        return shares.Count == 0 ? double.NaN : Math.Exp(shares.Average());
    }

    private static double Rank(Tensor weights)
    {
        var (rows, columns) = ((int)weights.Shape[0], (int)weights.Shape[1]);
        var values = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor(
            rows, columns, weights.ToDoubles())
            .Svd(computeVectors: false).S;
        var total = values.Sum();
        return total > 0
            ? Math.Exp(-values.Where(v => v > 0).Sum(v => v / total * Math.Log(v / total))) / Math.Min(rows, columns)
            : 1.0 / Math.Min(rows, columns);
    }
}
