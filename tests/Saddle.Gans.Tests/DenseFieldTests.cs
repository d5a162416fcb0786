using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>The field that is written out for dense networks, against libtorch's graph.</summary>
public sealed class DenseFieldTests : IDisposable
{
    // Of the difference, by the size of the gradient.
    private const double Tolerance = 1e-6;

    private static readonly Player[] Players = [Player.Generator, Player.Discriminator];

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string> Objectives => ObjectiveTests.Names;

    public static TheoryData<string> Rules => [.. Catalog<Rule>.Entries.Select(e => e.Name)];

    // One asks for pairs of images, which no dense network makes.
    public static TheoryData<string> Regularisers =>
        [
            .. Catalog<Regulariser>.Entries.Select(e => e.Name)
                .Where(name => Figures.Make<Regulariser>(name) is not PairedError),
        ];

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [MemberData(nameof(Objectives))]
    public void Gradients_are_the_graphs_under_every_objective(string objective) =>
        Compare(new Mlp(Latent: 2, Width: 32, Depth: 2, Slope: 0.2), objective, []);

    [TorchTheory]
    [InlineData("width=64")]
    [InlineData("width=128")]
    [InlineData("slope=0.3")]
    [InlineData("activation=tanh")]
    [InlineData("activation=softplus")]
    [InlineData("activation=tanh width=13 latent=7 depth=3")]
    [InlineData("depth=0")]
    [InlineData("depth=1 width=3")]
    [InlineData("width=5 latent=1 law=uniform")]
    public void Gradients_are_the_graphs_for_every_shape(string settings) =>
        Compare(Figures.Make<Network>($"mlp {settings}"), "non-saturating", []);

    [TorchFact]
    public void Gradients_are_the_graphs_for_images_as_vectors() =>
        Compare(new Mlp(Latent: 9, Width: 20, Depth: 1), "hinge", [], new Shapes(Size: 16));

    [TorchTheory]
    [MemberData(nameof(Rules))]
    public void Every_rule_takes_the_same_steps(string text)
    {
        // smooth, and with a large epsilon: Adam turns the rounding of a gradient near 0 into a step
        var adaptive = Figures.Make<Rule>(text) is IAdaptive ? " epsilon=0.01" : string.Empty;
        var rule = Figures.Make<Rule>($"{text}{adaptive} eta=0.05");
        var network = new Mlp(Latent: 2, Width: 16, Depth: 2, Activation: Activation.Tanh);
        var (written, graph) = Pair(network, new NonSaturating(), [], new Ring());
        if (RuleTests.Declines(rule, written))
        {
            return;
        }

        var (start, one, other) = (written.Start(2), Steps(written, rule), Steps(graph, rule));
        foreach (var player in Players)
        {
            var moved = (other[(int)player] - start[(int)player]).Norm();
            Assert.InRange((one[(int)player] - other[(int)player]).Norm() / moved, 0, 10 * Tolerance);
        }
    }

    [TorchTheory]
    [MemberData(nameof(Regularisers))]
    public void What_has_no_written_form_goes_by_the_graph_to_the_same_bits(string regulariser)
    {
        var added = Figures.Make<Regulariser>(regulariser);
        if (added.OnlyProjects)
        {
            Compare(new Mlp(Width: 16), "wasserstein", [added]);
            return;
        }

        var (written, graph) = Pair(new Mlp(Width: 16), new NonSaturating(), [added], new Ring());
        Assert.False(written.IsWritten);
        foreach (var player in Players)
        {
            Assert.Equal(Gradient(graph, player, graph.Start(1)), Gradient(written, player, written.Start(1)));
        }
    }

    [TorchFact]
    public void Double_precision_and_networks_that_are_large_or_not_dense_go_by_the_graph()
    {
        using var points = new Ring().Open(new DataFolder("."), 1);
        using var images = new Shapes().Open(new DataFolder("."), 1);
        var (mlp, dcgan) = (new Mlp(), new Dcgan(Width: 4));
        Assert.True(Game(mlp, points, DType.Float32).IsWritten);
        Assert.False(Game(mlp, points, DType.Float64).IsWritten);
        Assert.False(Game(new Mlp(Width: 4000), points, DType.Float32).IsWritten);
        Assert.False(Game(dcgan, images, DType.Float32).IsWritten);

        static NeuralGame Game(Network network, IItems items, DType type) =>
            new(new Gan(network, network, new NonSaturating(), [], 8), items, 1, type);
    }

    [TorchTheory]
    [InlineData("simultaneous")]
    [InlineData("d-first")]
    [InlineData("d-first fresh=false")]
    [InlineData("g-first fresh=false k=2")]
    public void What_is_used_again_is_what_would_be_computed(string order)
    {
        var rule = Figures.Make<Rule>($"adam order={order} epsilon=0.01 eta=0.05");
        using var items = new Ring().Open(new DataFolder("."), 1);
        var gan = new Gan(new Mlp(Width: 24), new Mlp(Width: 24), new Relativistic(), [], 16);
        NeuralGame Made() => new(gan, items, 1);
        var (kept, anew) = (Made().Start(3), Made().Start(3));
        var (one, other) = (rule.Bind<Tensor>(Made()), rule.Bind<Tensor>(new Forgetful(Made)));
        var (memory, remembered) = (new Tensor[one.MemorySize], new Tensor[one.MemorySize]);
        one.Begin(kept, memory, default);
        other.Begin(anew, remembered, default);
        for (var step = 0; step < 4; step++)
        {
            one.Step(kept, memory, new SampleKey(1, 0, step, 0));
            other.Step(anew, remembered, new SampleKey(1, 0, step, 0));
            foreach (var player in Players)
            {
                Assert.InRange((kept[(int)player] - anew[(int)player]).Norm() / anew[(int)player].Norm(), 0, Tolerance);
            }
        }
    }

    [TorchFact]
    public void The_number_of_threads_changes_no_bit()
    {
        var (written, _) = Pair(new Mlp(Width: 128), new NonSaturating(), [], new Ring());
        var (threads, state) = (TorchRuntime.Threads, written.Start(1));
        try
        {
            double[][] Gradients(int count)
            {
                TorchRuntime.SetThreads(count, count);
                return [.. Players.Select(player => Gradient(written, player, [.. state.Select(s => s.Clone())]))];
            }

            Assert.Equal(Gradients(1), Gradients(Math.Max(2, Environment.ProcessorCount)));
        }
        finally
        {
            TorchRuntime.SetThreads(threads, 1);
        }
    }

    private static void Compare(
        Network network, string objective, IReadOnlyList<Regulariser> regularisers, DataSet? data = null)
    {
        var (written, graph) = Pair(network, Figures.Make<Objective>(objective), regularisers, data ?? new Ring());
        Assert.True(written.IsWritten);
        Assert.False(graph.IsWritten);
        foreach (var player in Players)
        {
            var expected = Gradient(graph, player, graph.Start(1));
            var actual = Gradient(written, player, written.Start(1));
            var error = Norm(actual.Zip(expected, (a, b) => a - b)) / Norm(expected);
            Assert.True(error < Tolerance, FormattableString.Invariant($"{player}: {error}"));
        }
    }

    private static (NeuralGame Written, NeuralGame Graph) Pair(
        Network network, Objective objective, IReadOnlyList<Regulariser> regularisers, DataSet data)
    {
        var (gan, items) = (new Gan(network, network, objective, regularisers, 64), data.Open(new DataFolder("."), 1));
        return (new(gan, items, 1), new(gan, items, 1) { Written = false });
    }

    private static double[] Gradient(NeuralGame game, Player player, Tensor[] state)
    {
        var gradient = new Tensor[1];
        game.Gradient(player, player, state, gradient, new SampleKey(5, 0, 7, 0));
        return gradient[0].ToDoubles();
    }

    private static Tensor[] Steps(NeuralGame game, Rule rule)
    {
        var (state, update) = (game.Start(2), rule.Bind(game));
        var memory = new Tensor[update.MemorySize];
        update.Begin(state, memory, new SampleKey(2, 0, 0, 0));
        for (var step = 0; step < 3; step++)
        {
            update.Step(state, memory, new SampleKey(2, 0, step, 0));
        }

        return state;
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));

    /// <summary>A game made anew for every evaluation: nothing is there to be used again.</summary>
    private sealed class Forgetful(Func<NeuralGame> make) : IGame<Tensor>
    {
        public int GeneratorSize => 1;

        public int DiscriminatorSize => 1;

        public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key) =>
            make().Loss(player, state, key);

        public void Gradient(
            Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key) =>
            make().Gradient(loss, by, state, gradient, key);

        public void Project(Player player, Span<Tensor> state) => make().Project(player, state);

        public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v) =>
            make().ProjectAdjoint(player, state, v);

        public void BestRespond(Span<Tensor> state) => make().BestRespond(state);

        public void JacobianProduct(
            ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
            make().JacobianProduct(state, v, product, key);

        public void TransposedJacobianProduct(
            ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key) =>
            make().TransposedJacobianProduct(state, v, product, key);
    }
}
