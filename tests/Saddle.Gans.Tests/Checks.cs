using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.Gans.Tests;

/// <summary>What is asked of a GAN whatever it is conditioned on.</summary>
internal static class Checks
{
    /// <summary>Both players' own gradients against central differences of their losses, in double.</summary>
    /// <param name="game">The game.</param>
    /// <param name="key">The sample.</param>
    /// <param name="every">Of so many parameters one is looked at.</param>
    public static void Gradients(NeuralGame game, SampleKey key, int every)
    {
        var state = game.Start(4);
        var gradient = new Tensor[1];
        foreach (var player in Enum.GetValues<Player>())
        {
            game.Gradient(player, player, state, gradient, key);
            var numbers = gradient[0].ToDoubles();
            for (var i = 0; i < numbers.Length; i += every)
            {
                var unit = new double[numbers.Length];
                unit[i] = 1e-6;
                double At(int sign)
                {
                    var moved = state.ToArray();
                    moved[(int)player] += sign * Tensor.From<double>(unit, [unit.Length]);
                    return game.Loss(player, moved, key).Item();
                }

                Assert.Equal((At(1) - At(-1)) / 2e-6, numbers[i], 2e-6 * Math.Max(1, Math.Abs(numbers[i])));
            }
        }
    }

    /// <summary>A run that is stopped and resumed against one that is not: last checkpoint and last samples.</summary>
    /// <param name="folder">Where both are made.</param>
    /// <param name="yaml">The configuration.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="stopAt">The update after which it is stopped.</param>
    public static void Resumed(string folder, string yaml, DataFolder data, int stopAt)
    {
        var whole = RunFolder.Create(Path.Combine(folder, "whole"), Configuration.Read(yaml, "test"));
        Trained(whole, data);
        var part = RunFolder.Create(Path.Combine(folder, "part"), Configuration.Read(yaml, "test"));
        using var stop = new CancellationTokenSource();
        var state = new Trainer(part, part.Configuration, data, TimeProvider.System)
            .Run(new Watch(step => { if (step == stopAt) { stop.Cancel(); } }), stop.Token);
        Assert.Equal("interrupted", state.Status);
        Trained(RunFolder.Open(part.Path), data);
        Assert.Equal(File.ReadAllBytes(whole.LastCheckpoint()!), File.ReadAllBytes(part.LastCheckpoint()!));
        Assert.Equal(
            File.ReadAllBytes(Directory.GetFiles(whole.Samples).Max(StringComparer.Ordinal)!),
            File.ReadAllBytes(Directory.GetFiles(part.Samples).Max(StringComparer.Ordinal)!));
    }

    /// <summary>Trains a run to its end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where data sets lie.</param>
    public static void Trained(RunFolder run, DataFolder data) => Assert.Equal(
        "finished", new Trainer(run, run.Configuration, data, TimeProvider.System).Run(null, default).Status);

    private sealed class Watch(Action<long> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen(value.Step);
    }
}
