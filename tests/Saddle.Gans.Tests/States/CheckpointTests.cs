using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign.States;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.States;

/// <summary>Every file of tests/data/checkpoints, as its index.json says.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [InlineData("examples-netG_epoch_3.pth", Player.Generator, "G", "")]
    [InlineData("examples-netD_epoch_3.pth", Player.Discriminator, "D", "")]
    [InlineData("cyclegan-latest_net_G_A.pth", Player.Generator, "G", "")]
    [InlineData("mimicry-netG_5_steps.pth", Player.Generator, "G", "model_state_dict")]
    [InlineData("studiogan-model=G-current-weights-step=5.pth", Player.Generator, "G", "state_dict")]
    [InlineData("biggan-G_ema_copy0.pth", Player.Generator, "G_ema", "")]
    [InlineData("rosinality-000005.pt", Player.Generator, "G", "g")]
    [InlineData("rosinality-000005.pt", Player.Discriminator, "D", "d")]
    [InlineData("rosinality-000005.pt:g_ema", Player.Generator, "G_ema", "g_ema")]
    [InlineData("fastgan-all_5.pth", Player.Generator, "G", "g")]
    [InlineData("fastgan-all_5.pth", Player.Discriminator, "D", "d")]
    [InlineData("fastgan-all_5.pth:g_ema", Player.Generator, "G_ema", "g_ema")]
    [InlineData("gan_stability-model.pt", Player.Generator, "G", "generator")]
    [InlineData("gan_stability-model.pt", Player.Discriminator, "D", "discriminator")]
    [InlineData("gan_stability-model.pt:generator_test", Player.Generator, "G_ema", "generator_test")]
    [InlineData("wavegan-gan_run.tar", Player.Generator, "G", "generator")]
    [InlineData("wavegan-gan_run.tar", Player.Discriminator, "D", "discriminator")]
    [InlineData("averaged-model.pth", Player.Generator, "G_ema", "")]
    [InlineData("legacy-netG.pth", Player.Generator, "G", "")]
    [InlineData("G.traced.eval.pt", Player.Generator, "G", "")]
    [InlineData("D.traced.eval.pt", Player.Discriminator, "D", "")]
    public void A_network_is_found_and_its_values_are_exact(string file, Player player, string kind, string key)
    {
        var network = player == Player.Generator
            ? StateFiles.Generator(8, 24)
            : StateFiles.Discriminator(24, "main.");
        var loaded = StateFiles.Check(StateFiles.At("checkpoints", file), player, network, "checkpoints", kind);
        Assert.Equal(key, loaded.Key);
    }

    [TorchFact]
    public void Half_precision_is_widened_and_said()
    {
        var loaded = StateFiles.Check(
            StateFiles.At("checkpoints", "half-netG.pth"),
            Player.Generator,
            StateFiles.Generator(8, 24),
            "checkpoints",
            "G",
            1e-3);
        Assert.Contains("half precision (float16) is taken as float32", loaded.Notes, StringComparer.Ordinal);
    }

    [TorchTheory]
    [InlineData("rosinality-000005.pt", "a moving average stands beside it: ", ":g_ema takes that")]
    [InlineData("fastgan-all_5.pth", "a moving average stands beside it: ", ":g_ema takes that")]
    [InlineData("fastgan-all_5.pth", "names in the file begin with 'module.'", "which was taken off")]
    [InlineData("fastgan-all_5.pth:g_ema", "a list without names", "in the order of the network's parameters")]
    [InlineData("fastgan-all_5.pth:g_ema", "taken from 'g': main.1.running_mean", "main.1.num_batches_tracked")]
    [InlineData("gan_stability-model.pt", "'generator' of ", "9 tensors")]
    [InlineData("gan_stability-model.pt:generator_test", "it is a moving average", "")]
    [InlineData("averaged-model.pth", "it is a moving average", "")]
    [InlineData("averaged-model.pth", "left out, for the network keeps no such thing", "n_averaged")]
    [InlineData("biggan-G_ema_copy0.pth", "by its name biggan-G_ema_copy0.pth is a moving average", "")]
    public void What_was_done_is_said(string file, string begin, string end)
    {
        var loaded = StateFile.Open(StateFiles.At("checkpoints", file))
            .Load(Player.Generator, StateFiles.Generator(8, 24));
        Assert.Contains(
            loaded.Notes,
            note => note.Contains(begin, StringComparison.Ordinal) && note.Contains(end, StringComparison.Ordinal));
    }

    [TorchTheory]
    [InlineData("weight_orig", "weight_u", "weight_v", false)]
    [InlineData(
        "parametrizations.weight.original",
        "parametrizations.weight.0._u",
        "parametrizations.weight.0._v",
        true)]
    public void The_hook_s_form_goes_into_either(string weight, string left, string right, bool isConverted)
    {
        var network = StateFiles.Network(
            "main.0.bias 24", $"main.0.{weight} 24x2", $"*main.0.{left} 24", $"*main.0.{right} 2");
        var loaded = StateFile.Open(StateFiles.At("checkpoints", "hook-netD.pth")).Load(Player.Discriminator, network);
        using var expected = NpzReader.Open(StateFiles.At("checkpoints", "expected.npz"));
        string[] names = ["bias", "weight_orig", "weight_u", "weight_v"];
        foreach (var (name, value) in names.Zip(loaded.Values))
        {
            Assert.Equal(expected.Read($"hook:{name}", array => array.ReadDoubles()), value.ToDoubles());
        }

        Assert.Equal(
            isConverted,
            loaded.Notes.Contains(
                "normalised weights in the form of the old hook were taken for parametrizations",
                StringComparer.Ordinal));
    }

    [TorchTheory]
    [InlineData("biggan-state_dict_copy0.pth", "there is no network in it; it holds itr (numbers), epoch (numbers)")]
    [InlineData("whole-module.pt", "a whole object of torch.nn.modules.container.Sequential")]
    [InlineData("whole-module.pt", "torch.save(m.state_dict(), 'whole-module-state.pth')")]
    [InlineData("rosinality-000005.pt:g_optim", "'g_optim' is an optimiser's state, no network's")]
    [InlineData("rosinality-000005.pt:args", "'args' is no network's state")]
    [InlineData("rosinality-000005.pt:h", "'h' is not in it; it holds g (network, 9 tensors, 314 parameters), d (")]
    [InlineData("rosinality-000005.pt:d", "'d' does not fit the generator: main.0.weight is [24, 2], expected [24, 8]")]
    [InlineData("examples-netD_epoch_3.pth", "main.3.weight is missing; main.3.bias is missing;")]
    [InlineData("missing.pth", "there is no such file")]
    public void What_cannot_be_is_refused_with_what_there_is(string file, string expected)
    {
        var refusal = Assert.Throws<DataException>(() => StateFile.Open(StateFiles.At("checkpoints", file))
            .Load(Player.Generator, StateFiles.Generator(8, 24)));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [TorchFact]
    public void A_file_s_parts_are_listed()
    {
        Assert.Equal(
            [
                "g (network, 9 tensors, 314 parameters)", "d (network, 4 tensors, 97 parameters)",
                "g_ema (network, 9 tensors, 314 parameters)", "g_optim (optimiser)", "d_optim (optimiser)",
                "args (other: argparse.Namespace)", "ada_aug_p (numbers)",
            ],
            StateFile.Open(StateFiles.At("checkpoints", "rosinality-000005.pt")).Parts.Select(p => p.ToString()),
            StringComparer.Ordinal);
        Assert.Contains(
            "g_ema (network, 6 tensors, 314 parameters: a list without names)",
            StateFile.Open(StateFiles.At("checkpoints", "fastgan-all_5.pth")).Parts.Select(p => p.ToString()),
            StringComparer.Ordinal);
    }
}
