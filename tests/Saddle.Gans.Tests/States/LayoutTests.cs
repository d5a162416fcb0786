using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.States;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.States;

/// <summary>State files in further layouts of public code: tests/data/states.</summary>
public sealed class LayoutTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose() => _scope?.Dispose();

    [TorchTheory]
    [InlineData("transgan.pth", "G", "gen_state_dict")]
    [InlineData("transgan.pth", "D", "dis_state_dict")]
    [InlineData("transgan.pth:avg_gen_state_dict", "G_ema", "avg_gen_state_dict")]
    [InlineData("lucidrains.pt", "G", "GAN.G")]
    [InlineData("lucidrains.pt", "D", "GAN.D")]
    [InlineData("lucidrains.pt:GAN.GE", "G_ema", "GAN.GE")]
    [InlineData("timegan.pt", "G", "generator")]
    [InlineData("timegan.pt", "D", "discriminator")]
    [InlineData("lightning.ckpt", "G", "state_dict.generator")]
    [InlineData("lightning.ckpt", "D", "state_dict.discriminator")]
    [InlineData("lightning.ckpt:state_dict.generator", "G", "state_dict.generator")]
    [InlineData("compiled.pth", "G", "")]
    [InlineData("module-compiled.pth", "G", "")]
    [InlineData("wrapped.pth", "G", "")]
    [InlineData("shadow.pth", "G", "model")]
    [InlineData("shadow.pth:ema.shadow", "G_ema", "ema.shadow")]
    [InlineData("torch-ema.pth", "G", "g")]
    [InlineData("torch-ema.pth:ema.shadow_params", "G_ema", "ema.shadow_params")]
    [InlineData("two.pth:first", "G", "first")]
    [InlineData("two.pth:second", "G_ema", "second")]
    [InlineData("average-alone.pth", "G_ema", "G_ema")]
    [InlineData("only-the-other.pth:netD", "G", "netD")]
    [InlineData("instance.pth", "D", "")]
    [InlineData("profiled.pth", "G", "")]
    [InlineData("online.pth", "G", "online_model")]
    [InlineData("online.pth:ema_model", "G_ema", "ema_model")]
    [InlineData("both.npz", "G", "G")]
    [InlineData("both.npz", "D", "D")]
    [InlineData("objects.pth", "G", "G")]
    [InlineData("objects-legacy.pth", "G", "G")]
    [InlineData("module-in-the-way.pth", "D", "D")]
    [InlineData("double.pth", "G", "")]
    [InlineData("one-storage.pth", "D", "")]
    public void A_network_is_found_and_its_values_are_exact(string file, string kind, string key)
    {
        // averages of parameters alone take their statistics from the network beside them
        var isPartial = file.Contains("shadow", StringComparison.Ordinal) && kind == "G_ema";
        var loaded = Check(isPartial ? "average-alone.pth" : file, kind);
        if (isPartial)
        {
            var (own, whole) = (Load(file, Player.Generator), loaded);
            Assert.All(
                Enumerable.Range(0, 6),
                i => Assert.Equal(whole.Values[i].ToDoubles(), own.Values[i].ToDoubles()));
            Assert.Equal(
                Load("compiled.pth", Player.Generator).Values[6].ToDoubles(), own.Values[6].ToDoubles());
            loaded = own;
        }

        Assert.Equal(key, loaded.Key);
    }

    [TorchFact]
    public void Names_of_the_network_may_be_those_that_are_wrapped()
    {
        var loaded = StateFiles.Check(
            StateFiles.At("states", "transgan.pth"),
            Player.Generator,
            StateFiles.Generator(3, 5, "net."),
            "states",
            "G",
            prefix: "net.");
        Assert.Contains(
            "names in the file begin with 'module.' where the network's begin with 'net.'",
            loaded.Notes,
            StringComparer.Ordinal);
    }

    [TorchFact]
    public void Safetensors_are_read_too()
    {
        var folder = Directory.CreateTempSubdirectory("saddle-states-").FullName;
        try
        {
            var path = Path.Combine(folder, "G.safetensors");
            var network = StateFiles.Generator(3, 5);
            var values = Load("compiled.pth", Player.Generator).Values;
            Safetensors.Write(
                path,
                [
                    .. network.Zip(values).Where(pair => pair.Second.DType == DType.Float32).Select(pair =>
                    {
                        var bytes = new byte[pair.Second.Count * sizeof(float)];
                        Buffer.BlockCopy(pair.Second.ToArray<float>(), 0, bytes, 0, bytes.Length);
                        return new StoredArray(
                            pair.First.Name, "F32", pair.Second.Shape, bytes.Length, () => bytes);
                    }),
                ],
                new Dictionary<string, string>(StringComparer.Ordinal));
            var loaded = StateFiles.Check(path, Player.Generator, network, "states", "G");
            Assert.Contains(
                "not in it, and left as the network has them: main.1.num_batches_tracked",
                loaded.Notes,
                StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TorchTheory]
    [InlineData("hook")]
    [InlineData("parametrized")]
    public void Both_forms_of_spectral_normalisation_go_into_either(string form)
    {
        (string Form, ForeignTensor[] Network)[] networks =
        [
            ("hook", StateFiles.Network("bias 2", "weight_orig 2x3", "*weight_u 2", "*weight_v 3")),
            ("parametrized", StateFiles.Network(
                "bias 2",
                "parametrizations.weight.original 2x3",
                "*parametrizations.weight.0._u 2",
                "*parametrizations.weight.0._v 3")),
        ];
        using var expected = NpzReader.Open(StateFiles.At("states", "expected.npz"));
        string[] names = form == "hook"
            ? ["bias", "weight_orig", "weight_u", "weight_v"]
            : ["bias", .. networks[1].Network.Skip(1).Select(tensor => tensor.Name)];
        foreach (var (other, network) in networks)
        {
            var loaded = StateFile.Open(StateFiles.At("states", $"spectral-{form}.pth"))
                .Load(Player.Discriminator, network);
            foreach (var (name, value) in names.Zip(loaded.Values))
            {
                Assert.Equal(expected.Read($"{form}:{name}", array => array.ReadDoubles()), value.ToDoubles());
            }

            Assert.Equal(
                other != form,
                loaded.Notes.Any(note => note.StartsWith("normalised weights", StringComparison.Ordinal)));
        }
    }

    [TorchTheory]
    [InlineData("two.pth", "several networks in it fit the generator equally well: first, second; it holds first (")]
    [InlineData("only-the-other.pth", "'netD', is the other player's by its name; ")]
    [InlineData("module-in-the-way.pth:G", "a whole object of __main__.Generator")]
    [InlineData("module-in-the-way.pth:G", "torch.save(m['G'].state_dict(), ")]
    [InlineData("synthesizer.pkl", "torch.save(m._generator.state_dict(), ")]
    [InlineData("whole-legacy.pth", "a whole object of torch.nn.modules.container.Sequential")]
    [InlineData("network-snapshot.pkl", "it is a pickle, not what torch.save writes, and holds objects of ")]
    [InlineData("without-statistics.pth", "main.1.running_mean is missing; main.1.running_var is missing")]
    [InlineData("pickled-states.pkl", "torch.save(pickle.load(open('pickled-states.pkl', 'rb')), 'state.pth')")]
    [InlineData("network-snapshot.pkl", "['G_ema'].state_dict(), 'state.pth')")]
    [InlineData("optimiser-alone.pth", "there is no network in it; it holds the file (optimiser)")]
    [InlineData("optimiser-by-name.pth", "there is no network in it; it holds exp_avg (optimiser), ")]
    [InlineData("instance.pth", "0.weight is [4, 2], expected [5, 3]; 0.bias is [4], expected [5]; ")]
    [InlineData("instance.pth", "main.1.weight is missing; main.1.bias is missing; main.3.weight is missing; ")]
    [InlineData("instance.pth", "; 2.weight is left over; 2.bias is left over")]
    [InlineData("transgan.pth:fixed_z", "'fixed_z' is no network's state")]
    public void What_cannot_be_is_refused(string file, string expected)
    {
        var refusal = Assert.Throws<DataException>(() => Load(file, Player.Generator));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [TorchTheory]
    [InlineData("sparse.pth", "0.weight is missing (sparse_tensor, which is not read)")]
    [InlineData("quantised.pth", "0.weight is missing (qtensor, which is not read)")]
    public void Tensors_of_other_kinds_are_refused_by_name(string file, string expected)
    {
        var refusal = Assert.Throws<DataException>(() => Load(file, Player.Discriminator));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Buffers_that_are_not_saved_are_the_network_s_own()
    {
        ForeignTensor[] network =
        [
            .. StateFiles.Generator(3, 5), .. StateFiles.Network("*main.positions 4", "*main.noise 2"),
        ];
        network[^1] = network[^1] with { IsPersistent = false };
        var loaded = StateFile.Open(StateFiles.At("states", "compiled.pth")).Load(Player.Generator, network);
        Assert.Equal([9, 9, 9, 9], loaded.Values[^2].ToDoubles());
        Assert.Contains(
            "not in it, and left as the network has them: main.positions, main.noise",
            loaded.Notes,
            StringComparer.Ordinal);
        network[^2] = network[^2] with { IsPersistent = true };
        var refusal = Assert.Throws<DataException>(() =>
            StateFile.Open(StateFiles.At("states", "compiled.pth")).Load(Player.Generator, network));
        Assert.EndsWith("main.positions is missing", refusal.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_network_without_tensors_takes_no_state()
    {
        var refusal = Assert.Throws<DataException>(() =>
            StateFile.Open(StateFiles.At("states", "compiled.pth")).Load(Player.Generator, []));
        Assert.Contains("_orig_mod.main.0.weight is left over", refusal.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Tied_weights_are_one_and_must_be_equal()
    {
        var network = StateFiles.Network("a.weight 2x2 b.weight");
        var loaded = StateFile.Open(StateFiles.At("states", "tied.pth")).Load(Player.Generator, network);
        Assert.Equal([1, 0, 0, 1], loaded.Values[0].ToDoubles());
        var refusal = Assert.Throws<DataException>(() =>
            StateFile.Open(StateFiles.At("states", "tied-apart.pth")).Load(Player.Generator, network));
        Assert.Contains("a.weight and b.weight differ", refusal.Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Statistics_that_the_network_has_not_are_left_out_and_said() => Assert.Contains(
        "left out, for the network keeps no such thing: 1.running_mean, 1.running_var, 3.running_mean, 3.running_var",
        Load("instance.pth", Player.Discriminator).Notes, StringComparer.Ordinal);

    [TorchFact]
    public void Brain_floats_are_widened_and_said()
    {
        var loaded = StateFiles.Check(
            StateFiles.At("states", "bfloat16.pth"),
            Player.Generator,
            StateFiles.Generator(3, 5),
            "states",
            "G",
            1.0 / 128);
        Assert.Contains("half precision (bfloat16) is taken as float32", loaded.Notes, StringComparer.Ordinal);
        Assert.Contains(
            "double precision was rounded to float32",
            Load("double.pth", Player.Generator).Notes,
            StringComparer.Ordinal);
    }

    [TorchFact]
    public void Files_that_are_cut_short_are_refused_in_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("saddle-states-").FullName;
        try
        {
            var files = Directory.EnumerateFiles(StateFiles.At("states"))
                .Concat(Directory.EnumerateFiles(StateFiles.At("checkpoints")))
                .Where(file => Path.GetExtension(file) is not (".md" or ".py" or ".json"))
                .ToList();
            Assert.True(files.Count > 40, $"only {files.Count} files were found");
            foreach (var file in files)
            {
                var bytes = File.ReadAllBytes(file);
                foreach (var length in (int[])[1, 16, bytes.Length / 4, bytes.Length / 2, bytes.Length - 1])
                {
                    var path = Path.Combine(folder, Path.GetFileName(file));
                    File.WriteAllBytes(path, bytes[..length]);
                    var refusal = Assert.Throws<DataException>(() => StateFile.Open(path));
                    Assert.DoesNotContain('\n', refusal.Message);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static LoadedState Check(string file, string kind) => StateFiles.Check(
        StateFiles.At("states", file),
        kind == "D" ? Player.Discriminator : Player.Generator,
        Network(kind == "D" ? Player.Discriminator : Player.Generator),
        "states",
        kind);

    private static LoadedState Load(string file, Player player) =>
        StateFile.Open(StateFiles.At("states", file)).Load(player, Network(player));

    private static ForeignTensor[] Network(Player player) =>
        player == Player.Generator ? StateFiles.Generator(3, 5) : StateFiles.Discriminator(4, string.Empty);
}
