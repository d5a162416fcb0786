using System.Globalization;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// How long the generator's gradient is under each objective, all at the same parameters. With D the sigmoid of the
/// score f the gradient of log(1 - D) is that of f times -D, and of -log D that of f times -(1 - D): where D is sure
/// that a sample is generated the first vanishes and the second is that of f itself, however rough f is.
/// </summary>
/// <param name="Batches">The number of minibatches.</param>
/// <remarks>Arjovsky and Bottou 2017, arXiv:1701.04862, sections 2.2.1 and 2.2.2, figures 2 and 3.</remarks>
[Entry(
    "gradient-norms",
    "the generator's gradient under each objective, at the same parameters",
    @"\|\nabla_\theta E\,\log(1 - D)\| = \|E\,D\,\nabla_\theta f(G)\|,\quad "
    + @"\|\nabla_\theta E\,(-\log D)\| = \|E\,(1 - D)\,\nabla_\theta f(G)\|",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorems 2.4 and 2.6")]
public sealed record GradientNormsProbe(
    [Parameter("the number of minibatches", Min = 2, Max = 100000)] int Batches = 16) : Probe
{
    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var figures = new List<(string Name, double Value)>();
        foreach (var entry in Catalog<Objective>.Entries)
        {
            var norms = Norms(at, entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)));
            var mean = norms.Average();
            figures.Add((entry.Name, mean));
            figures.Add(($"{entry.Name}/sd", Math.Sqrt(norms.Sum(n => (n - mean) * (n - mean)) / (norms.Length - 1))));
        }

        var (saturating, other) = (
            figures.Single(f => f.Name == "saturating").Value, figures.Single(f => f.Name == "non-saturating").Value);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the generator's gradient is {saturating:G3} long under log(1 - D) and {other:G3} under -log D, "
                + $"a factor of {other / saturating:G3}"),
            figures)
        {
            Note = "each with the regularisers of the run; "
                + "a discriminator that was trained under another objective has scores of another scale",
        };
    }

    private double[] Norms(Snapshot at, Objective objective)
    {
        using var scope = new TensorScope();
        var (game, state) = at.With(objective);
        var norms = new double[Batches];
        var gradient = new Tensor[1];
        for (var i = 0; i < Batches; i++)
        {
            game.Gradient(Player.Generator, Player.Generator, state, gradient, at.Key(StreamName.GradientNorms, i));
            norms[i] = gradient[0].Norm();
        }

        return norms;
    }
}
