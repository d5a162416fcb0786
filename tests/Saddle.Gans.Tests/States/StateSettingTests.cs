using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Training;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.States;

/// <summary>The setting that puts a state file's values in the place of a module's own.</summary>
public sealed class StateSettingTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchFact]
    public void A_player_begins_with_the_file_s_values()
    {
        var network = new TorchScriptNetwork
        {
            File = StateFiles.At("checkpoints", "G.traced.eval.pt"),
            LatentShape = "8",
            State = StateFiles.At("checkpoints", "rosinality-000005.pt") + ":g_ema",
        };
        var (own, average) = (Begun(network with { State = string.Empty }), Begun(network));
        Assert.Equal(own.Blueprint.Size, average.Blueprint.Size);
        var (g, ema) = (Values(own), Values(average));
        Assert.NotEqual(g, ema);
        var loaded = Networks.Foreign.States.StateFile.Open(network.State)
            .Load(Games.Player.Generator, StateFiles.Generator(8, 24));
        foreach (var parameter in average.Blueprint.Parameters)
        {
            var at = Array.FindIndex(StateFiles.Generator(8, 24), tensor => tensor.Name == parameter.Name);
            var from = average.Blueprint.Parameters.Take(parameter.Index).Sum(p => p.Count);
            Assert.Equal(
                loaded.Values[at].ToDoubles(), ema.Skip((int)from).Take((int)parameter.Count).ToArray());
        }
    }

    [TorchFact]
    public void A_run_keeps_a_copy_and_goes_on_with_it()
    {
        var folder = Directory.CreateTempSubdirectory("saddle-states-").FullName;
        try
        {
            var state = Path.Combine(folder, "mine.pt");
            File.Copy(StateFiles.At("checkpoints", "rosinality-000005.pt"), state);
            var text = $$"""
                data: ring
                network: {name: mlp, width: 4, depth: 1}
                generator: {name: torchscript, file: "{{StateFiles.At("checkpoints", "G.traced.eval.pt")}}",
                  latent-shape: 8, state: "{{state}}:g_ema"}
                rule: adam
                batch: 8
                steps: 2
                """;
            var run = RunFolder.Create(Path.Combine(folder, "run"), Configuration.Read(text, "test"));
            File.Delete(state);
            var network = Assert.IsType<TorchScriptNetwork>(RunFolder.Open(run.Path).Configuration.Generator);
            Assert.Equal("networks/generator-state.pth:g_ema", network.State);
            var original = new TorchScriptNetwork
            {
                File = StateFiles.At("checkpoints", "G.traced.eval.pt"),
                LatentShape = "8",
                State = StateFiles.At("checkpoints", "rosinality-000005.pt") + ":g_ema",
            };
            Assert.Equal(Values(Begun(original)), Values(Begun(network)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static PlayerNetwork Begun(TorchScriptNetwork network)
    {
        var blueprint = new Blueprint();
        return new(blueprint, network.Generator(blueprint, [2]));
    }

    private static double[] Values(PlayerNetwork player) => player.Start(1, 0, DType.Float32, "cpu").ToDoubles();
}
