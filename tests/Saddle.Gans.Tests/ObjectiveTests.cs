using Saddle.Catalog;
using Saddle.Gans.Objectives;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

public sealed class ObjectiveTests : IDisposable
{
    private static readonly double[] Real = [0.3, -1.2, 2.5, 0.05];
    private static readonly double[] Generated = [-0.4, 1.7, -2.2, 0.6];

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string> Names =>
        [.. Catalog<Objective>.Entries.Select(e => e.Name), "relativistic against=pair", "least-squares a=-1 b=1 c=0"];

    public void Dispose() => _scope?.Dispose();

    // With D the sigmoid of the score: -log D(x) - log(1 - D(G)) and so on, written out in plain arithmetic.
    [TorchTheory]
    [InlineData("saturating")]
    [InlineData("non-saturating")]
    [InlineData("wasserstein")]
    [InlineData("hinge")]
    [InlineData("least-squares")]
    [InlineData("least-squares a=-1 b=1 c=0")]
    [InlineData("relativistic")]
    [InlineData("relativistic against=pair")]
    public void Losses_have_the_values_of_the_papers(string text)
    {
        static double D(double score) => 1 / (1 + Math.Exp(-score));
        static double MinusLog(double value) => -Math.Log(value);
        var (meanReal, meanGenerated) = (Real.Average(), Generated.Average());
        double Judged(double[] high, double[] low) =>
            high.Average(h => MinusLog(D(h - low.Average()))) + low.Average(l => MinusLog(1 - D(l - high.Average())));
        var (discriminator, generator) = text switch
        {
            "saturating" => (
                Real.Average(r => MinusLog(D(r))) + Generated.Average(f => MinusLog(1 - D(f))),
                Generated.Average(f => Math.Log(1 - D(f)))),
            "non-saturating" => (
                Real.Average(r => MinusLog(D(r))) + Generated.Average(f => MinusLog(1 - D(f))),
                Generated.Average(f => MinusLog(D(f)))),
            "wasserstein" => (meanGenerated - meanReal, -meanGenerated),
            "hinge" =>
                (Real.Average(r => Math.Max(0, 1 - r)) + Generated.Average(f => Math.Max(0, 1 + f)), -meanGenerated),
            "least-squares" => (
                0.5 * (Real.Average(r => (r - 1) * (r - 1)) + Generated.Average(f => f * f)),
                0.5 * Generated.Average(f => (f - 1) * (f - 1))),
            "least-squares a=-1 b=1 c=0" => (
                0.5 * (Real.Average(r => (r - 1) * (r - 1)) + Generated.Average(f => (f + 1) * (f + 1))),
                0.5 * Generated.Average(f => f * f)),
            "relativistic" => (Judged(Real, Generated), Judged(Generated, Real)),
            _ => (
                Real.Zip(Generated, (r, f) => MinusLog(D(r - f))).Average(),
                Real.Zip(Generated, (r, f) => MinusLog(D(f - r))).Average()),
        };
        var objective = Figures.Make<Objective>(text);
        Assert.Equal(discriminator, objective.Discriminator(Column(Real), Column(Generated)).Item(), 1e-14);
        Assert.Equal(generator, objective.Generator(Column(Real), Column(Generated)).Item(), 1e-14);
    }

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void Gradients_by_the_scores_agree_with_finite_differences(string text)
    {
        var objective = Figures.Make<Objective>(text);
        foreach (var loss in (Func<Tensor, Tensor, Tensor>[])[objective.Discriminator, objective.Generator])
        {
            Tensor[] leaves = [Column(Real).AsLeaf(), Column(Generated).AsLeaf()];
            var gradients = Autograd.Gradient(loss(leaves[0], leaves[1]), leaves);
            for (var side = 0; side < 2; side++)
            {
                for (var i = 0; i < Real.Length; i++)
                {
                    var h = 1e-6;
                    var slope = (Moved(loss, side, i, h) - Moved(loss, side, i, -h)) / (2 * h);
                    Assert.Equal(slope, gradients[side].IsNumber ? 0 : gradients[side].ToDoubles()[i], 1e-8);
                }
            }
        }
    }

    // Public code has flipped both signs at once more than once: then the game is another one, and nothing crashes.
    [TorchTheory]
    [MemberData(nameof(Names))]
    public void The_discriminator_raises_real_scores_and_lowers_generated_ones_and_the_generator_raises_them(
        string text)
    {
        var objective = Figures.Make<Objective>(text);
        var (real, generated) = (Column([0.1, -0.1, 0.2, 0]), Column([-0.1, 0.1, 0, 0.05]));
        var loss = objective.Discriminator(real, generated).Item();
        Assert.True(objective.Discriminator(real + 0.01, generated).Item() < loss);
        Assert.True(objective.Discriminator(real, generated - 0.01).Item() < loss);

        // Mao et al.'s c = 0 aims at the middle, from below.
        generated = text.Contains("c=0", StringComparison.Ordinal) ? generated - 1 : generated;
        Assert.True(objective.Generator(real, generated + 0.01).Item() < objective.Generator(real, generated).Item());
        Assert.Equal(
            objective.GeneratorSeesReal,
            objective.Generator(real + 1, generated).Item() != objective.Generator(real, generated).Item());
    }

    private static Tensor Column(double[] values) => Tensor.From<double>(values, [values.Length, 1]);

    private static double Moved(Func<Tensor, Tensor, Tensor> loss, int side, int i, double h)
    {
        double[][] scores = [[.. Real], [.. Generated]];
        scores[side][i] += h;
        return loss(Column(scores[0]), Column(scores[1])).Item();
    }
}
