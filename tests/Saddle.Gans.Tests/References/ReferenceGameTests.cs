using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Tests.States;
using Saddle.Rules;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.References;

/// <summary>
/// Fields, Jacobians and eigenvalues of networks that PyTorch saved, against those that it computed: of a small game at
/// rest, whole; of larger pairs the twelve leading ones.
/// </summary>
public sealed class ReferenceGameTests : IDisposable
{
    // The batch: no draw and no step, so that the items come in their order.
    private static readonly SampleKey Key = new(1, 0, 0, 0, Extrapolated: true);

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public static TheoryData<string, string> Games
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var folder in new[] { "exported", "torchscript" })
            {
                foreach (var (path, form, mode) in ReferencePair.In(Path.Combine(Figures.Folder, folder)))
                {
                    if (mode == "eval" && form != "scripted" && new ReferencePair(path, form, mode).IsGame)
                    {
                        data.Add(path, form);
                    }
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> Spectra
    {
        get
        {
            var data = new TheoryData<string, string>();
            var root = Path.Combine(ReferenceFactAttribute.Folder, "networks");
            foreach (var (folder, form, mode) in Directory.Exists(root) ? ReferencePair.In(root) : [])
            {
                if (mode == "eval" && form != "scripted" && File.Exists(Path.Combine(folder, "spectra.npz")))
                {
                    data.Add(folder, form);
                }
            }

            return data;
        }
    }

    public void Dispose() => _scope?.Dispose();

    [TorchFact]
    public void The_small_game_is_there_in_all_its_forms() => Assert.Equal(3, Games.Count);

    [TorchTheory]
    [MemberData(nameof(Games))]
    public void The_small_game_has_PyTorchs_field_Jacobian_eigenvalues_and_largest_stable_step(
        string folder, string form)
    {
        var pair = new ReferencePair(folder, form, "eval");
        using var file = NpzReader.Open(pair.Expected);
        double[] Read(string name) => file.Read(name, array => array.ReadDoubles());
        var (game, state) = Game(pair, new R1(Read("gamma_r1")[0]));
        var (decay, eta) = (Read("decay")[0], Read("eta")[0]);

        // Half the decay times the squared parameters is added to each player's loss: no penalty sees parameters.
        double[] parameters = [.. state.SelectMany(s => s.ToDoubles())];
        Assert.Equal(Read("parameters"), parameters);
        double[] field = [.. Field(game, state).Zip(parameters, (f, p) => f + (decay * p))];
        Assert.All(field, f => Assert.InRange(Math.Abs(f), 0, 1e-15));

        var linearised = new Linearisation(game, new Simultaneous { EtaG = eta, EtaD = eta }, state, [], Key);
        Tensor Product(Tensor v) => linearised.Field(v) + (decay * v);
        var size = parameters.Length;
        var expected = Read("jacobian");
        for (var j = 0; j < size; j++)
        {
            var column = Product(Unit(size, j)).ToDoubles();
            for (var i = 0; i < size; i++)
            {
                Assert.Equal(expected[(i * size) + j], column[i], 1e-12);
            }
        }

        var found = Arnoldi.Leading(Product, linearised.Direction(0, size), size, size, 0);
        Close(Complexes(pair.Expected, "eigenvalues"), [.. found.Select(r => r.Value)], 1e-6);
        Complex[] update = [.. found.Select(r => 1 - (eta * r.Value))];
        Close(Complexes(pair.Expected, "update_eigenvalues"), update, 1e-6);
        Assert.Equal(Read("radius")[0], update.Max(e => e.Magnitude), 1e-6);
        var largest = found.Min(r => 2 * r.Value.Real / (r.Value.Magnitude * r.Value.Magnitude));
        Assert.Equal(Read("largest_stable_eta")[0], largest, 1e-6);
    }

    [ReferenceTheory]
    [MemberData(nameof(Spectra))]
    public void The_leading_eigenvalues_of_a_pair_are_PyTorchs(string folder, string form)
    {
        var pair = new ReferencePair(folder, form, "eval");
        if (pair.WhyNot is not null)
        {
            return; // ReferencePairTests says why
        }

        var (game, state) = Game(pair);
        var spectra = Path.Combine(folder, "spectra.npz");
        using var file = NpzReader.Open(spectra);
        var norm = Math.Sqrt(Field(game, state).Sum(f => f * f));
        Assert.Equal(file.Read("field_norm", array => array.ReadDoubles())[0], norm, 1e-6 * norm);
        var linearised = new Linearisation(game, new Simultaneous(), state, [], Key);
        var (g, d) = (state[0].Count, state[1].Count);
        var field = Leading(linearised.Field, linearised.Direction(0, g + d));
        Close(Complexes(spectra, "jacobian"), field, 1e-6);
        Tensor OfGenerator(Tensor v) =>
            linearised.Field(Tensor.Concatenate([v, Tensor.Zeros([d], DType.Float64)])).Narrow(0, 0, g);
        Tensor OfDiscriminator(Tensor v) =>
            linearised.Field(Tensor.Concatenate([Tensor.Zeros([g], DType.Float64), v])).Narrow(0, g, d);
        Close(Complexes(spectra, "hessian_g"), Leading(OfGenerator, linearised.Direction(1, g)), 1e-6);
        Close(Complexes(spectra, "hessian_d"), Leading(OfDiscriminator, linearised.Direction(2, d)), 1e-6);
    }

    private static Complex[] Leading(Func<Tensor, Tensor> product, Tensor start) =>
        [.. Arnoldi.Leading(product, start, 16, 250, 1e-9).Select(r => r.Value)];

    private static (NeuralGame Game, Tensor[] State) Game(ReferencePair pair, params Regulariser[] regularisers)
    {
        var items = FixedBatch.Items(pair.Expected);
        using var file = NpzReader.Open(pair.Expected);
        var gan = new Gan(
            new FixedBatch(pair.Generator, pair.Expected),
            new FixedBatch(pair.Discriminator, pair.Expected),
            new NonSaturating(),
            regularisers,
            (int)file.ShapeOf("x")[0]);
        var game = new NeuralGame(gan, items, 1, DType.Float64);
        return (game, game.Start(1));
    }

    private static double[] Field(NeuralGame game, Tensor[] state) =>
    [
        .. new[] { Player.Generator, Player.Discriminator }.SelectMany(player =>
        {
            var gradient = new Tensor[1];
            game.Gradient(player, player, state, gradient, Key);
            return gradient[0].ToDoubles();
        }),
    ];

    private static Tensor Unit(int size, int j)
    {
        var unit = new double[size];
        unit[j] = 1;
        return Tensor.From(unit, [size]);
    }

    // Numbers, or pairs of real and imaginary parts, which no file of data holds: behind a header whose length it says.
    private static Complex[] Complexes(string path, string name)
    {
        using var zip = Zip.Open(path);
        var bytes = Zip.Read(zip.GetEntry($"{name}.npy")!);
        var start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        double[] numbers = [.. MemoryMarshal.Cast<byte, double>(bytes.AsSpan(start))];
        return Encoding.ASCII.GetString(bytes, 0, start).Contains("<c16", StringComparison.Ordinal)
            ? [.. numbers.Chunk(2).Select(pair => new Complex(pair[0], pair[1]))]
            : [.. numbers.Select(number => new Complex(number, 0))];
    }

    // Each of the expected ones is among those found: where moduli are equal to rounding, their order says nothing.
    private static void Close(Complex[] expected, Complex[] found, double tolerance) => Assert.All(
        expected,
        e => Assert.True(
            found.Min(f => (f - e).Magnitude) <= tolerance * e.Magnitude,
            $"{e} is not among {string.Join(", ", found)}"));
}
