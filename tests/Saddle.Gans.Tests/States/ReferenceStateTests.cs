using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.Exported;
using Saddle.Gans.Networks.Foreign.States;
using Saddle.Torch;

namespace Saddle.Gans.Tests.States;

/// <summary>State files of the reference networks, loaded into the modules of the same pair.</summary>
public sealed class ReferenceStateTests
{
    // What a module notes while it is traced: statistics, counters, singular vectors.
    private static readonly string[] Moving =
        ["running_mean", "running_var", "num_batches_tracked", "weight_u", "weight_v", "_u", "_v", "u", "v"];

    [ReferenceFact]
    public void A_pair_s_states_go_into_its_modules_and_are_what_they_hold()
    {
        var (tried, wrong) = (0, new List<string>());
        foreach (var folder in Directory.EnumerateFiles(
            Path.Combine(ReferenceFactAttribute.Folder, "networks"), "meta.json", SearchOption.AllDirectories))
        {
            foreach (var player in (Player[])[Player.Generator, Player.Discriminator])
            {
                var letter = player == Player.Generator ? "G" : "D";
                foreach (var module in Directory.EnumerateFiles(Path.GetDirectoryName(folder)!, $"{letter}.*.pt*"))
                {
                    tried += Try(player, module, wrong);
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(tried > 100, $"only {tried} states were tried");
    }

    [ReferenceFact]
    public void Odd_checkpoints_are_what_was_saved()
    {
        using var scope = new TensorScope();
        var generator = StateFiles.Network("0.weight 16x2", "0.bias 16", "2.weight 2x16", "2.bias 2");
        var discriminator = StateFiles.Network("0.weight 16x2", "0.bias 16", "2.weight 1x16", "2.bias 1");
        Check("checkpoint-nested.pth", Player.Generator, generator, "checkpoint.npz", "G.", 0);
        Check("checkpoint-nested.pth", Player.Discriminator, discriminator, "checkpoint.npz", "D.", 0);
        Check("checkpoint.npz", Player.Generator, generator, "checkpoint.npz", "G.", 0);
        Check("checkpoint.npz", Player.Discriminator, discriminator, "checkpoint.npz", "D.", 0);
        Check("legacy.pth", Player.Generator, generator, "checkpoint.npz", "G.", 0);
        var notes = Check("checkpoint-ema.pth", Player.Generator, generator, "checkpoint.npz", "G.", 1e-3);
        Assert.Contains(notes, note => note.StartsWith("'G' of ", StringComparison.Ordinal));
        Assert.Contains("half precision (float16) is taken as float32", notes, StringComparer.Ordinal);
        Assert.Contains(notes, note => note.EndsWith("checkpoint-ema.pth:G_ema takes that", StringComparison.Ordinal));
        Check("checkpoint-ema.pth:G_ema", Player.Generator, generator, "checkpoint.npz", "G.", 0);
        var layers = StateFiles.Network("0.weight 8x1x4x4", "0.bias 8", "2.weight 1x8x4x4", "2.bias 1");
        Check("channels-last.pth", Player.Discriminator, layers, "channels-last.npz", string.Empty, 0);
        var tied = StateFiles.Network("a.weight 4x4 b.weight", "a.bias 4", "b.bias 4", "out.weight 1x4", "out.bias 1");
        Assert.Equal(
            5, StateFile.Open(Odd("tied.pth")).Load(Player.Discriminator, tied).Values.Count);
        Assert.Contains(
            "m.state_dict()",
            Assert.Throws<Data.DataException>(() =>
                StateFile.Open(Odd("whole-module.pth")).Load(Player.Discriminator, discriminator)).Message,
            StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Check(
        string file, Player player, ForeignTensor[] network, string expected, string prefix, double tolerance)
    {
        var loaded = StateFile.Open(Odd(file)).Load(player, network);
        using var arrays = NpzReader.Open(Odd(expected));
        foreach (var (tensor, value) in network.Zip(loaded.Values))
        {
            var numbers = arrays.Read(prefix + tensor.Name, array => array.ReadDoubles());
            Assert.All(
                numbers.Zip(value.ToDoubles()),
                pair => Assert.InRange(
                    Math.Abs(pair.First - pair.Second), 0, tolerance * Math.Max(Math.Abs(pair.First), 0.01)));
        }

        return loaded.Notes;
    }

    private static string Odd(string name) => Path.Combine(ReferenceFactAttribute.Folder, "networks", "odd", name);

    private static int Try(Player player, string path, List<string> wrong)
    {
        using var scope = new TensorScope();
        using var module = Opened(path);
        var tried = 0;
        foreach (var state in (string[])[".pth", ".dataparallel.pth", ".safetensors"])
        {
            var file = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(path)[..1] + state);
            if (module is null || !File.Exists(file))
            {
                continue;
            }

            tried++;
            try
            {
                wrong.AddRange(
                    from pair in module.Tensors.Zip(StateFile.Open(file).Load(player, module.Tensors).Values)
                    where !Moving.Contains(pair.First.Name.Split('.')[^1])
                        && !pair.First.Value.ToDoubles().SequenceEqual(pair.Second.ToDoubles())
                    select $"{path}, {state}: {pair.First.Name} has other values");
            }
            catch (Data.DataException refusal)
            {
                wrong.Add($"{path}: {refusal.Message}");
            }
        }

        return tried;
    }

    // One that was scripted by a newer PyTorch may name operators that this libtorch has not.
    private static ForeignModule? Opened(string path)
    {
        try
        {
            return path.EndsWith(".pt2", StringComparison.Ordinal) ? ExportedModule.Open(path)
                : path.EndsWith(".pt", StringComparison.Ordinal) ? ScriptedModule.Open(path)
                : null;
        }
        catch (Data.DataException refusal)
            when (refusal.Message.Contains("an operator that this libtorch", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
