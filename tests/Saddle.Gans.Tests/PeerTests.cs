using System.Globalization;
using System.Text.Json;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Rules;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>
/// Networks, losses, gradients, buffers and one step of Adam against PyTorch's own figures: tests/data/networks.
/// </summary>
public sealed class PeerTests : IDisposable
{
    private static readonly SampleKey First = new(3, 0, 0, 0);

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string> Names => [.. Figures.Names];

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void One_step_is_PyTorchs_in_double_precision(string name) => Compare(name, DType.Float64, 1e-10, 1e-3);

    [TorchTheory]
    [MemberData(nameof(Names))]
    public void One_step_is_PyTorchs_in_single_precision(string name) => Compare(name, DType.Float32, 1e-5, 1);

    private static void Compare(string name, DType type, double tolerance, double share)
    {
        var figures = Figures.Read(name);

        // Nearer to a kink than this, rounding in single precision puts a unit on its other side on some processors:
        // a gradient then differs by that unit's share.
        if (type == DType.Float32 && figures.GetProperty("kink").GetDouble() < 3e-6)
        {
            tolerance = 1e-2;
        }

        var game = new NeuralGame(Figures.Gan(figures), Figures.Items(figures), 1, type);
        Player[] players = [Player.Generator, Player.Discriminator];
        Tensor[] state = [.. players.Select(p => Figures.State(game.Network(p), type))];
        var gradients = new Tensor[2];
        foreach (var player in players)
        {
            game.Network(player).Restore(Figures.Buffers(game.Network(player), type));
        }

        CompareOutputs(figures, game, state, type, tolerance);
        foreach (var player in players)
        {
            var own = figures.GetProperty(player == Player.Generator ? "generator" : "discriminator");
            Close(
                [own.GetProperty("loss").GetDouble()],
                [game.Loss(player, state, First).Item()],
                0,
                tolerance,
                $"{name}: loss of the {player}");
            game.Gradient(player, player, state, gradients.AsSpan((int)player, 1), First);
            CompareParts(
                own.GetProperty("gradient"),
                game.Network(player),
                gradients[(int)player],
                tolerance,
                share,
                $"{name}: gradient of the {player}");
            CompareBuffers(own.GetProperty("buffers"), game.Network(player), tolerance, name);
        }

        var update = new Adam(Beta1: 0.5, Beta2: 0.9, Epsilon: 1e-4) { EtaG = 1e-3, EtaD = 2e-3 }.Bind(game);
        var memory = new Tensor[update.MemorySize];
        foreach (var player in players)
        {
            game.Network(player).Restore(Figures.Buffers(game.Network(player), type));
        }

        update.Begin(state, memory, First);
        update.Step(state, memory, First);
        foreach (var player in players)
        {
            var own = figures.GetProperty(player == Player.Generator ? "generator" : "discriminator");
            CompareParts(
                own.GetProperty("updated"),
                game.Network(player),
                state[(int)player],
                tolerance,
                share,
                $"{name}: the {player} after a step");
        }
    }

    private static void CompareOutputs(
        JsonElement figures, NeuralGame game, Tensor[] state, DType type, double tolerance)
    {
        using var recording = Autograd.NoGradient();
        var batches = new Batches(
            Figures.Items(figures), 1, figures.GetProperty("batch").GetInt32(), type, "cpu");
        var condition = batches.Told is null ? null : batches.Condition(First);
        var input = game.Latent(First, figures.GetProperty("batch").GetInt64());
        Pass Training(Player player) =>
            new(
                game.Network(player).Unflatten(state[(int)player], false),
                game.Network(player).Buffers,
                training: true,
                condition,
                input.Seed);
        var generated = game.Network(Player.Generator).Layer(Training(Player.Generator), input.Latent);
        Close(Numbers(figures.GetProperty("generated")), Figures.Of(generated.ToDoubles()), 0, tolerance, "generated");
        var real = Pyramid.Of(batches.Read(First), game.Gan.Discriminator.Levels);
        var discriminator = game.Network(Player.Discriminator);
        var pass = Training(Player.Discriminator);
        Tensor[] scores;
        if (discriminator.Blueprint.MixesBatch)
        {
            scores = [discriminator.Layer(pass, real), discriminator.Layer(pass, generated)];
        }
        else
        {
            var both = discriminator.Layer(pass, Tensor.Concatenate([real, generated]));
            scores = both.Split([both.Shape[0] / 2, both.Shape[0] / 2]);
        }

        for (var i = 0; i < 2; i++)
        {
            Close(
                Numbers(figures.GetProperty("scores")[i]),
                Figures.Of(scores[i].ToDoubles()),
                0,
                tolerance,
                $"scores {i}");
        }
    }

    private static void CompareParts(
        JsonElement expected, PlayerNetwork network, Tensor flat, double tolerance, double share, string what)
    {
        Assert.Equal(
            expected.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal),
            network.Blueprint.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal));
        var parts = network.Unflatten(flat, false);

        // Each tensor's error is relative to its own norm, or to this share of the player's whole vector where that is
        // more: a gradient that is 0 but for rounding (of a bias before batch normalisation) has no relative error of
        // its own.
        var whole = share * Math.Sqrt(expected.EnumerateObject().Sum(p => Math.Pow(Numbers(p.Value)[0], 2)));
        foreach (var parameter in network.Blueprint.Parameters)
        {
            Close(
                Numbers(expected.GetProperty(parameter.Name)),
                Figures.Of(parts[parameter.Index].ToDoubles()),
                whole,
                tolerance,
                $"{what}, {parameter.Name}");
        }
    }

    private static void CompareBuffers(JsonElement expected, PlayerNetwork network, double tolerance, string what)
    {
        Assert.Equal(expected.EnumerateObject().Count(), network.Blueprint.Buffers.Count);
        foreach (var buffer in network.Blueprint.Buffers)
        {
            Close(
                Numbers(expected.GetProperty(buffer.Name)),
                Figures.Of(network.Buffers[buffer.Index].ToDoubles()),
                0,
                tolerance,
                $"{what}, {buffer.Name}");
        }
    }

    /// <summary>Both figures, relative to the norm, which is the first.</summary>
    private static void Close(double[] expected, double[] actual, double least, double tolerance, string what)
    {
        var scale = Math.Max(Math.Abs(expected[0]), least);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: {actual[i]:R}, but PyTorch has {expected[i]:R} "
                    + $"({Math.Abs(expected[i] - actual[i]) / scale:E1} of {scale:G3})"));
        }
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetDouble())];
}
