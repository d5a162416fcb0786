using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>Encoders of images and sentences that learn to match before a GAN, and what then becomes of them.</summary>
public sealed class MatchingTests : IDisposable
{
    private const string Text = """
        data: {name: captions, size: 8, items: 200}
        network: {name: mlp, latent: 2, width: 24, depth: 1, slope: 0.2}
        conditioning:
        - {name: sentence-reader, reading: recurrent, size: 4}
        - {name: matching-encoder, form: words-and-regions, width: 4, noise: 0.5}
        - concatenation
        objective: non-saturating
        stages: [{name: pretraining, steps: 8, rule: "adam:eta=0.002"}]
        rule: {name: adam, order: d-first, eta: 0.002, beta1: 0.5}
        batch: 16
        steps: 24
        checkpoint-every: 4
        ema: 0.9
        """;

    private static readonly SampleKey Some = new(2, 0, 3, 0);
    private static readonly DataFolder Data = new(".");

    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;
    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-matching").FullName;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 6)];

    public void Dispose()
    {
        _scope?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // PyTorch's figures are of the equations pair by pair, over the words that are there.
    [TorchTheory]
    [MemberData(nameof(Cases))]
    public void Losses_and_gradients_are_PyTorchs(int number)
    {
        var reference = new Reference(number);
        var (matcher, pass, images) = (reference.Matcher, reference.Pass(reference.Tokens), reference.Images);
        var leaf = images.AsLeaf();
        var loss = matcher.Loss(pass, leaf);
        Assert.Equal(reference.Figure("loss"), loss.Item(), 1e-10);
        var cosines = matcher.Cosines(pass, images).ToDoubles();
        Assert.All(
            cosines.Zip(reference.Case.GetProperty("cosines").EnumerateArray()),
            pair => Assert.Equal(pair.Second.GetDouble(), pair.First, 1e-10));
        var gradients = Autograd.Gradient(loss, [leaf, .. pass.Parameters]);
        Near(reference.Case.GetProperty("images"), gradients[0]);
        var named = reference.Case.GetProperty("gradients");
        foreach (var parameter in reference.Blueprint.Parameters)
        {
            var own = gradients[1 + parameter.Index];
            if (named.TryGetProperty(parameter.Name, out var expected))
            {
                Near(expected, own);
            }
            else
            {
                Assert.True(own.IsNumber, parameter.Name); // the regions, where sentences alone are matched
            }
        }

        static void Near(JsonElement expected, Tensor actual)
        {
            var (figures, own) = (expected.EnumerateArray().Select(e => e.GetDouble()).ToArray(), actual.ToDoubles());
            Assert.All(
                figures.Zip(Figures.Of(own)),
                pair => Assert.Equal(pair.First, pair.Second, 1e-10 * Math.Max(1, figures[0])));
        }
    }

    // More room behind every sentence is no word, for itself or for another caption.
    [TorchTheory]
    [MemberData(nameof(Cases))]
    public void Padding_is_matched_with_nothing(int number)
    {
        var reference = new Reference(number);
        var wide = Tensor.Concatenate([reference.Tokens, Tensor.Zeros([5, 3, 4], DType.Int64)], 2);
        Assert.Equal(
            reference.Figure("loss"), reference.Matcher.Loss(reference.Pass(wide), reference.Images).Item(), 1e-10);
    }

    // An image whose sentences are those of another one, too, is no mistake: without the mask it would count as one.
    [TorchTheory]
    [MemberData(nameof(Cases))]
    public void Images_of_which_the_same_is_said_are_no_mistakes(int number)
    {
        var reference = new Reference(number);
        var same = Tensor.Concatenate(
            [.. Enumerable.Repeat(reference.Tokens.Narrow(0, 0, 1), 2), reference.Tokens.Narrow(0, 2, 3)]);
        double Loss(params long[] meanings)
        {
            var pass = reference.Pass(same);
            pass.Condition = pass.Condition! with { Meanings = meanings };
            return reference.Matcher.Loss(pass, reference.Images).Item();
        }

        Assert.True(Loss(1, 1, 2, 3, 4) < Loss(1, 5, 2, 3, 4) - 0.01);
        Assert.Equal(Loss(1, 5, 2, 3, 4), Loss());
    }

    // Before, the encoders alone learn; then the generator's samples do, by the same loss, and they do not.
    [TorchFact]
    public void Encoders_learn_before_and_stay_as_they_are()
    {
        var (none, some) = (Game(0), Game(3));
        var (state, gradient) = (some.Start(4), new Tensor[1]);
        some.Gradient(Player.Generator, Player.Generator, state, gradient, Some);
        var plain = new Tensor[1];
        none.Gradient(Player.Generator, Player.Generator, state, plain, Some);
        Assert.All(Parts(some, gradient[0], matching: true), part => Assert.Equal(0, part.Norm()));
        Assert.Contains(Parts(some, gradient[0] - plain[0], matching: false), part => part.Norm() > 1e-3);
        some.Gradient(Player.Discriminator, Player.Discriminator, state, gradient, Some);
        Assert.True(gradient[0].Norm() > 1e-3);
        Assert.All(
            some.Network(Player.Discriminator).Unflatten(gradient[0], differentiable: false)
                .Zip(some.Network(Player.Discriminator).Blueprint.Parameters)
                .Where(pair => Matcher.Has(pair.Second.Name)),
            pair => Assert.Equal(0, pair.First.Norm()));

        some.Descend(some.Gan with { IsAdversarial = false });
        some.Gradient(Player.Generator, Player.Generator, state, gradient, Some);
        Assert.All(Parts(some, gradient[0], matching: true), part => Assert.True(part.Norm() > 1e-6));
        Assert.All(Parts(some, gradient[0], matching: false), part => Assert.Equal(0, part.Norm()));
    }

    // The generator's loss is the plain one and so many times the samples' mismatch, which moves with the samples.
    [TorchFact]
    public void The_generator_pays_for_its_samples_by_the_weight()
    {
        var state = Game(0).Start(4);
        double[] losses = [.. new[] { 0.0, 1, 3 }.Select(w => Game(w).Loss(Player.Generator, state, Some).Item())];
        Assert.Equal(3 * (losses[1] - losses[0]), losses[2] - losses[0], 1e-10);
        Assert.True(losses[1] - losses[0] > 0.1);
        var seen = Game(0).Loss(Player.Discriminator, state, Some).Item();
        Assert.Equal(seen, Game(3).Loss(Player.Discriminator, state, Some).Item());
    }

    // What was learnt goes to the discriminator and into the average, and no update changes it there.
    [TorchFact]
    public void Both_players_read_with_what_was_learnt()
    {
        var run = RunFolder.Create(Path.Combine(_folder, "run"), Configuration.Read(Text, "test"));
        Checks.Trained(run, Data);
        using var at = Snapshot.Open(run, Data, "last", 1);
        using var before = Snapshot.AtStart(run.Configuration, Data, 1);
        var (g, d, start, average) = (
            Named(at, Player.Generator, at.Players[0]), Named(at, Player.Discriminator, at.Players[1]),
            Named(before, Player.Generator, before.Players[0]), Named(at, Player.Generator, at.Generator));
        Assert.Equal(
            g.Keys.Where(name => name.Contains(".text.", StringComparison.Ordinal)), d.Keys, StringComparer.Ordinal);
        Assert.All(d, pair => Assert.Equal(g[pair.Key], pair.Value));
        Assert.All(g, pair => Assert.Equal(average[pair.Key], pair.Value));
        Assert.All(g, pair => Assert.NotEqual(start[pair.Key], pair.Value));
    }

    [TorchTheory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(17)]
    public void A_run_that_is_stopped_and_resumed_ends_in_the_same_bytes(int stopAt) =>
        Checks.Resumed(_folder, Text, Data, stopAt);

    // OpenBLAS has one number of threads for a whole process, which another thread must not change under a run.
    [TorchFact]
    public void Threads_that_others_ask_for_change_no_byte()
    {
        var isDone = false;
        Thread[] others = [Beside(() => TorchRuntime.SetThreads(1, 1)), Beside(Multiply)];
        try
        {
            Checks.Resumed(_folder, Text, Data, 8);
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            Array.ForEach(others, thread => thread.Join());
        }

        Thread Beside(Action work)
        {
            var thread = new Thread(() =>
            {
                while (!Volatile.Read(ref isDone))
                {
                    work();
                }
            });
            thread.Start();
            return thread;
        }

        static void Multiply()
        {
            using var scope = new TensorScope();
            TorchRuntime.SetThreads(Environment.ProcessorCount, Environment.ProcessorCount);
            var square = Tensor.Zeros([128, 128]);
            _ = square.MatMul(square);
        }
    }

    // Captions of 96 meanings: by chance one of a hundred. What never learnt is at chance, another encoder is not.
    [TorchFact]
    public void R_precision_is_high_of_real_images_by_an_encoder_that_learnt_and_at_chance_by_one_that_did_not()
    {
        const string Longer = "{name: captions, size: 8, items: 2000}";
        var text = Text.Replace("{name: captions, size: 8, items: 200}", Longer, StringComparison.Ordinal);
        text = text.Replace("reading: recurrent, size: 4", "reading: bag, size: 16", StringComparison.Ordinal);
        using var at = Snapshot.AtStart(Configuration.Read(text, "test"), Data, 1);
        var own = new RPrecisionProbe(Samples: 60, Times: 2).Measure(at);
        Assert.InRange(own["r-precision/real"], 0, 0.1);
        Assert.InRange(own["r-precision"], 0, 0.1);
        var other = new RPrecisionProbe(Samples: 60, Times: 2, Updates: 300).Measure(at);
        Assert.InRange(other["r-precision/real"], 0.15, 1);
        Assert.InRange(other["r-precision"], 0, 0.1);
        Assert.Equal(other.Figures, new RPrecisionProbe(Samples: 60, Times: 2, Updates: 300).Measure(at).Figures);
    }

    [TorchFact]
    public void What_R_precision_needs_is_told()
    {
        var without = Text.Replace(
            "- {name: matching-encoder, form: words-and-regions, width: 4, noise: 0.5}\n",
            string.Empty,
            StringComparison.Ordinal);
        without = string.Join('\n', without.Split('\n').Where(l => !l.StartsWith("stages", StringComparison.Ordinal)));
        using var plain = Snapshot.AtStart(Configuration.Read(without, "test"), Data, 1);
        Assert.StartsWith(
            "the run has no encoder that learnt to match", new RPrecisionProbe().WhyNot(plain)!,
            StringComparison.Ordinal);
        Assert.Null(new RPrecisionProbe(Updates: 10).WhyNot(plain));
        Assert.Equal(
            "these data have no part for tests", new RPrecisionProbe(Updates: 10, HeldOut: true).WhyNot(plain));
    }

    [TorchFact]
    public void What_cannot_be_is_refused_in_one_line()
    {
        Refused("no such stage", () => Configuration.Read(
            string.Join('\n', Text.Split('\n').Where(l => !l.StartsWith("stages", StringComparison.Ordinal))), "test"),
            "conditioning: matching-encoder learns in a stage before the GAN, and there is none; expected stages: ");
        Refused("no sentences", () => new Gan(new Mlp(), new Mlp(), new NonSaturating(), [], 6)
        {
            Conditioning = [new MatchingEncoder()],
        }.GeneratorPlayer([3, 8, 8]), "matching-encoder: these data give no sentences");
        Refused("clipped", () => Game(1, new WeightClipping()), "weight-clipping would clip the encoder of sentences");
        Refused("small", () => new RegionEncoder(new Blueprint(), [3, 3, 8], 4, 4), "matching-encoder is for images");

        static void Refused(string what, Func<object> make, string expected)
        {
            var refused = Assert.Throws<SettingsException>(() => { make(); });
            Assert.True(refused.Message.Contains(expected, StringComparison.Ordinal), $"{what}: {refused.Message}");
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    private static Dictionary<string, double[]> Named(Snapshot at, Player player, Tensor flat)
    {
        var network = at.Game.Network(player);
        var parts = network.Unflatten(flat, differentiable: false);
        return network.Blueprint.Parameters.Where(p => Matcher.Has(p.Name))
            .ToDictionary(p => p.Name, p => parts[p.Index].ToDoubles(), StringComparer.Ordinal);
    }

    private static IEnumerable<Tensor> Parts(NeuralGame game, Tensor flat, bool matching)
    {
        var network = game.Network(Player.Generator);
        var parts = network.Unflatten(flat, differentiable: false);
        return network.Blueprint.Parameters.Where(p => Matcher.Has(p.Name) == matching).Select(p => parts[p.Index]);
    }

    private static NeuralGame Game(double weight, params Regulariser[] regularisers)
    {
        var network = new Mlp(Latent: 2, Width: 5, Depth: 1, Slope: 0.2);
        var gan = new Gan(network, network, new NonSaturating(), regularisers, 6)
        {
            Conditioning =
            [
                new SentenceReader(WordReading.Recurrent, 4),
                new MatchingEncoder(weight, MatchingForm.WordsAndRegions, Width: 3),
                new Concatenation(),
            ],
        };
        return new(gan, new Captions(Items: 200, Size: 8).Open(Data, 1), 1, DType.Float64);
    }

    /// <summary>A case of tests/data/networks/matching.py.</summary>
    private sealed class Reference
    {
        private static readonly JsonElement File = JsonDocument.Parse(
            System.IO.File.ReadAllText(Path.Combine(Figures.Folder, "matching", "figures.json"))).RootElement;

        private readonly Tensor[] _parameters;

        public Reference(int number)
        {
            Case = File.GetProperty("cases")[number];
            var reading = Enum.Parse<WordReading>(Case.GetProperty("reading").GetString()!, ignoreCase: true);
            var form = Case.GetProperty("form").GetString() == "sentences"
                ? MatchingForm.Sentences
                : MatchingForm.WordsAndRegions;
            Blueprint = new()
            {
                Told = new([Whole("sentences"), Whole("words")], Words: Whole("vocabulary"))
                {
                    Spelling = [.. File.GetProperty("spelling").EnumerateArray().Select(e => e.GetString()!)],
                },
                Reader = new(reading, Whole("size")),
            };
            int[] item = [3, Whole("side"), Whole("side")];
            Matcher = new(Blueprint, new(Form: form, Width: Whole("width")), item);
            var network = new PlayerNetwork(Blueprint, (_, x) => x);
            _parameters = network.Unflatten(Figures.State(network, DType.Float64), differentiable: true);
            long[] shape = [Whole("items"), .. item.Select(n => (long)n)];
            Images = Tensor.From<double>(Figures.Signed("matched", shape.Aggregate((a, b) => a * b)), shape);
            long[] tokens = [.. Case.GetProperty("tokens").EnumerateArray().Select(e => e.GetInt64())];
            Tokens = Tensor.From<long>(tokens, [shape[0], Whole("sentences"), Whole("words")]);
        }

        public JsonElement Case { get; }

        public Blueprint Blueprint { get; }

        public Matcher Matcher { get; }

        public Tensor Images { get; }

        public Tensor Tokens { get; }

        public double Figure(string name) => Case.GetProperty(name).GetDouble();

        public Pass Pass(Tensor tokens) => new(_parameters, [], training: true, new Condition(tokens, Blueprint.Told!)
        {
            Meanings = [.. File.GetProperty("meanings").EnumerateArray().Select(e => e.GetInt64())],
        });

        private static int Whole(string name) => File.GetProperty(name).GetInt32();
    }
}
