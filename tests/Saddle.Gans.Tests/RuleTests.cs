using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Scalars;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Every rule of the catalogue, in each of its forms, on tensors.</summary>
public sealed class RuleTests : IDisposable
{
    private const int Steps = 5;

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string> Rules => [.. Catalog<Rule>.Entries.SelectMany(Combinations)];

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [MemberData(nameof(Rules))]
    public void Linear_networks_give_the_iterates_of_the_same_game_on_numbers(string text)
    {
        var latent = 3;
        var batch = 4;
        var network = new Mlp(Latent: latent, Depth: 0);
        var items = new Ring().Open(new DataFolder("."), 1);
        var game = new NeuralGame(
            new Gan(network, network, new Wasserstein(), [new R1(1)], batch), items, 1, DType.Float64);
        var batches = new Batches(items, 1, batch, DType.Float64, "cpu");
        Compare(text, game, new LinearGan(game, batches.Read, latent, batch), game.Start(5));
    }

    [TorchTheory]
    [MemberData(nameof(Rules))]
    public void A_game_of_two_vectors_gives_the_iterates_of_the_same_game_on_numbers(string text)
    {
        var numbers = new Quadratic([0.3, 2], [0.2, 1], [0.5, 3], Size: 4)
            .Bind<Real>(new Pack<Game>(new Quadratic([0.3, 2], [0.2, 1], [0.5, 3], Size: 4)));
        var start = Figures.Signed("start", 8);
        Compare(
            text,
            new TensorGame(numbers),
            numbers,
            [Tensor.From<double>(start.AsSpan(0, 4), [4]), Tensor.From<double>(start.AsSpan(4), [4])]);
    }

    [TorchTheory]
    [MemberData(nameof(Rules))]
    public void A_small_neural_game_runs_under_it(string text)
    {
        var network = new Mlp(Latent: 2, Width: 6, Depth: 1);
        var gan = new Gan(network, network, new NonSaturating(), [new GradientPenalty(0.1), new WeightClipping(5)], 8);
        var game = new NeuralGame(gan, new Ring().Open(new DataFolder("."), 1), 1);
        var rule = Figures.Make<Rule>($"{text} eta=0.01");
        if (Declines(rule, game))
        {
            return;
        }

        var (state, update) = (game.Start(2), rule.Bind(game));
        var before = state.ToArray();
        var memory = new Tensor[update.MemorySize];
        update.Begin(state, memory, new SampleKey(2, 0, 0, 0));
        using var scope = new TensorScope();
        for (var step = 0; step < Steps; step++)
        {
            update.Step(state, memory, new SampleKey(2, 0, step, 0));
            scope.Sweep(state, memory);
        }

        for (var player = 0; player < 2; player++)
        {
            Assert.Equal(before[player].Shape, state[player].Shape);
            Assert.Equal(DType.Float32, state[player].DType);
            Assert.True(state[player].IsFinite(), $"{text}: player {player} is not finite");
            Assert.NotEqual(before[player].ToDoubles(), state[player].ToDoubles());
        }

        // What is remembered is a player's vector, or one number.
        long[][] shapes = [before[0].Shape, before[1].Shape, []];
        Assert.All(memory, m => Assert.Contains(m.Shape, shapes));
        Assert.All(memory, m => Assert.True(m.IsFinite(), $"{text}: the memory is not finite"));
    }

    [TorchFact]
    public void Competitive_steps_solve_their_system_on_a_neural_game()
    {
        var network = new Mlp(Latent: 2, Width: 8, Depth: 1, Slope: 0.2);
        var game = new NeuralGame(
            new Gan(network, network, new NonSaturating(), [], 16),
            new Ring().Open(new DataFolder("."), 1),
            1,
            DType.Float64);
        var (start, sample) = (game.Start(3), new SampleKey(4, 0, 0, 0));
        var state = start.ToArray();
        var eta = 0.5;
        new Competitive { EtaG = eta, EtaD = eta }.Bind(game).Step(state, [], sample);
        Tensor[] moved = [state[0] - start[0], state[1] - start[1]];

        // d + eta F + eta K d = 0, with K d from a product whose own block is taken away by moving one player only.
        for (var player = 0; player < 2; player++)
        {
            Tensor[] direction = [0, 0];
            direction[1 - player] = moved[1 - player];
            direction[player] = 0 * start[player];
            var (product, field) = (new Tensor[2], new Tensor[1]);
            game.JacobianProduct(start, direction, product, sample);
            game.Gradient((Player)player, (Player)player, start, field, sample);
            var residual = (moved[player] + (eta * (field[0] + product[player]))).Norm();
            Assert.True(
                residual < 1e-8 * moved[player].Norm(),
                FormattableString.Invariant($"player {player}: residual {residual}, step {moved[player].Norm()}"));
        }
    }

    private static void Compare(string text, IGame<Tensor> tensors, IGame<Real> numbers, Tensor[] start)
    {
        var rule = Figures.Make<Rule>($"{text} eta-g=0.1*n^-0.3 eta-d=0.07");
        if (Declines(rule, tensors))
        {
            return;
        }

        var state = start.ToArray();
        Real[] expected = [.. start.SelectMany(s => s.ToDoubles()).Select(v => (Real)v)];
        var (update, onNumbers) = (rule.Bind(tensors), rule.Bind(numbers));
        var (memory, remembered) = (new Tensor[update.MemorySize], new Real[onNumbers.MemorySize]);
        update.Begin(state, memory, new SampleKey(3, 0, 0, 0));
        onNumbers.Begin(expected, remembered, new SampleKey(3, 0, 0, 0));
        for (var step = 0; step < Steps; step++)
        {
            update.Step(state, memory, new SampleKey(3, 0, step, 0));
            onNumbers.Step(expected, remembered, new SampleKey(3, 0, step, 0));
            var actual = state.SelectMany(s => s.ToDoubles()).ToArray();
            for (var i = 0; i < actual.Length; i++)
            {
                Assert.True(
                    Math.Abs(actual[i] - expected[i].Value) <= 1e-12,
                    FormattableString.Invariant($"{text}, step {step}, coordinate {i}: {actual[i]:R} on tensors, ")
                    + FormattableString.Invariant($"{expected[i].Value:R} on numbers"));
            }
        }
    }

    /// <summary>
    /// Implicit steps decline every tensor; the exact best response declines where the game has none. Nothing else may
    /// decline.
    /// </summary>
    internal static bool Declines(Rule rule, IGame<Tensor> game)
    {
        if (rule is Implicit)
        {
            Assert.Contains(
                "dense Jacobian",
                Assert.Throws<NotSupportedException>(() => rule.Bind(game)).Message,
                StringComparison.Ordinal);
            return true;
        }

        if (!rule.UsesBestResponse || game is not NeuralGame neural)
        {
            return false;
        }

        var state = neural.Start(1);
        Assert.Contains(
            "best response",
            Assert.Throws<NotSupportedException>(() => rule.Bind(game).Step(state, [], default)).Message,
            StringComparison.Ordinal);
        return true;
    }

    private static IEnumerable<string> Combinations(Entry<Rule> entry)
    {
        IEnumerable<string> made = [entry.Name];
        foreach (var parameter in entry.Parameters)
        {
            IEnumerable<string> values = parameter.Kind switch
            {
                "choice" => parameter.Options,
                "flag" => ["true", "false"],
                _ => [],
            };
            made = values.Any()
                ? [.. made.SelectMany(_ => values, (text, value) => $"{text} {parameter.Name}={value}")]
                : made;
        }

        return made;
    }
}
