using Saddle.Catalog;
using Saddle.Data;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Checking;

/// <summary>
/// Compares what a pair of foreign networks computes here with what PyTorch computed: outputs, losses, both players'
/// gradients, R1 and its gradient, and one step of Adam, array by array.
/// </summary>
/// <remarks>
/// All from one pass in this order: G(z), D(x), D(G(z)), and D(x) again for R1, so that buffers which the network
/// writes are those that PyTorch had. The losses are the binary cross entropies of the non-saturating GAN, over all
/// scores. What a network draws itself follows torch's generator, seeded 20240 before the first of these calls, and
/// 20241, 20242 and 20243 before the next. Adam steps from the file's own gradients, with rate 2e-4 and betas 0.5 and
/// 0.999: its first step is all but the sign of a gradient, so a tiny one's rounding would show in it.
/// </remarks>
public sealed class ForeignCheck
{
    private const ulong FirstSeed = 20240;
    private const double Rate = 2e-4;
    private const double Single = 1e-5;
    private const double Double = 1e-10;

    private readonly (ForeignNetwork Network, ForeignModule Module) _generator;
    private readonly (ForeignNetwork Network, ForeignModule Module) _discriminator;
    private readonly DType _type;

    /// <summary>Sets a check up.</summary>
    /// <param name="generator">The generator and its module.</param>
    /// <param name="discriminator">The discriminator and its module.</param>
    public ForeignCheck(
        (ForeignNetwork Network, ForeignModule Module) generator,
        (ForeignNetwork Network, ForeignModule Module) discriminator)
    {
        (_generator, _discriminator) = (generator, discriminator);
        _type = generator.Module.Tensors.Concat(discriminator.Module.Tensors)
            .Any(t => t.Value.DType == DType.Float64)
            ? DType.Float64
            : DType.Float32;
    }

    /// <summary>The largest difference that rounding alone makes, relative to an array's largest magnitude.</summary>
    public double Tolerance => _type == DType.Float64 ? Double : Single;

    /// <summary>Compares.</summary>
    /// <param name="expected">What PyTorch computed.</param>
    /// <param name="training">Whether the networks are in training mode.</param>
    /// <returns>
    /// Each array's name and its largest difference, relative to the array's largest magnitude, absolute where that is
    /// 0; infinite where it has another number of elements.
    /// </returns>
    /// <exception cref="SettingsException">A network does not run on the file's inputs.</exception>
    /// <exception cref="DataException">The file is damaged.</exception>
    public IReadOnlyList<(string Name, double Difference)> Run(ExpectedFigures expected, bool training)
    {
        ArgumentNullException.ThrowIfNull(expected);
        using var scope = new TensorScope();
        Dictionary<string, double[]> figures;
        try
        {
            figures = Computed(expected, training);
        }
        catch (TorchException failure)
        {
            throw new SettingsException(
                $"{expected.Path}: the networks do not run on it: {ForeignFailure.Tell(failure)}");
        }

        return
        [
            .. expected.Names
                .Where(figures.ContainsKey)
                .Select(name => (name, Difference(expected.Numbers(expected.NameOf(name)), figures[name]))),
        ];
    }

    private static double Difference(double[] expected, double[] computed)
    {
        if (expected.Length != computed.Length)
        {
            return double.PositiveInfinity;
        }

        var (largest, difference) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            var here = Math.Abs(expected[i] - computed[i]);
            difference = double.IsNaN(here) ? double.PositiveInfinity : Math.Max(difference, here);
        }

        return largest > 0 ? difference / largest : difference;
    }

    private static Tensor Softplus(Tensor scores) => Tensor.Softplus(scores).Mean();

    private Dictionary<string, double[]> Computed(ExpectedFigures expected, bool training)
    {
        var g = new Side(_generator, expected, training, _type, isGenerator: true);
        var d = new Side(_discriminator, expected, training, _type, isGenerator: false);
        var (z, x) = (expected.Input("z", _type), expected.Input("x", _type));
        var count = x.Shape[0];
        var fake = Fake(g.Call(z, FirstSeed), x.Shape);
        var real = d.Scores(x, FirstSeed + 1);
        var generated = d.Scores(fake, FirstSeed + 2);
        var (lossD, lossG) = (
            Softplus(-d.Logits(real, count)) + Softplus(d.Logits(generated, count)),
            Softplus(-d.Logits(generated, count)));
        var gradientD = d.Flat(Autograd.Gradient(lossD, d.Leaves, keepGraph: true));
        var gradientG = g.Flat(Autograd.Gradient(lossG, g.Leaves));
        var leaf = x.AsLeaf();
        var slope = Autograd.Gradient(d.Scores(leaf, FirstSeed + 3).Sum(), [leaf], createGraph: true)[0];
        var r1 = slope.Square().Sum() / count;
        var gradientR1 = d.Flat(r1.RequiresGradient ? Autograd.Gradient(r1, d.Leaves) : new Tensor[d.Leaves.Length]);
        var figures = new Dictionary<string, double[]>(StringComparer.Ordinal)
        {
            ["fake"] = fake.ToDoubles(),
            ["real_score"] = real.ToDoubles(),
            ["fake_score"] = generated.ToDoubles(),
            ["loss_d"] = lossD.ToDoubles(),
            ["loss_g"] = lossG.ToDoubles(),
            ["grad_d"] = gradientD.ToDoubles(),
            ["grad_g"] = gradientG.ToDoubles(),
            ["r1"] = r1.ToDoubles(),
            ["r1_grad_d"] = gradientR1.ToDoubles(),
        };
        if (expected.Names.Contains("grad_g", StringComparer.Ordinal)
            && expected.Names.Contains("grad_d", StringComparer.Ordinal))
        {
            (figures["after_g"], figures["after_d"]) = AfterAdam(expected, g, d);
        }

        return figures;
    }

    private (double[] Generator, double[] Discriminator) AfterAdam(ExpectedFigures expected, Side g, Side d)
    {
        Tensor[] state = [g.Flat(g.Leaves).Detach(), d.Flat(d.Leaves).Detach()];
        double[][] gradients =
            [expected.Numbers(expected.NameOf("grad_g")), expected.Numbers(expected.NameOf("grad_d"))];
        if (gradients[0].Length != state[0].Count || gradients[1].Length != state[1].Count)
        {
            return ([], []);
        }

        Tensor Given(int player) => Tensor.From(gradients[player], [gradients[player].Length]).Cast(_type);
        var update = new Adam(Beta1: 0.5) { EtaG = Rate, EtaD = Rate }
            .Bind<Tensor>(new GivenGradients(Given(0), Given(1)));
        var memory = new Tensor[update.MemorySize];
        var key = StreamName.Training.Key(0, 0);
        update.Begin(state, memory, key);
        update.Step(state, memory, key);
        return (state[0].ToDoubles(), state[1].ToDoubles());
    }

    private static Tensor Fake(IReadOnlyList<ForeignOutput> outputs, long[] item)
    {
        foreach (var output in outputs)
        {
            if (output.Value.Shape.SequenceEqual(item))
            {
                return output.Value;
            }
        }

        return outputs.Count > 0 ? outputs[0].Value : throw new SettingsException("the generator gives nothing");
    }

    /// <summary>A player's module with its tensors, as calls change them.</summary>
    private sealed class Side
    {
        private readonly ForeignNetwork _network;
        private readonly ForeignModule _module;
        private readonly ForeignArguments _arguments;
        private readonly Tensor[] _values;
        private readonly Condition? _condition;
        private readonly bool _training;

        public Side(
            (ForeignNetwork Network, ForeignModule Module) player,
            ExpectedFigures expected,
            bool training,
            DType type,
            bool isGenerator)
        {
            (_network, _module) = player;
            _training = training;
            _arguments = ForeignArguments.Of(_network, _module, isGenerator);
            _values =
            [
                .. _module.Tensors.Select(t =>
                    t.Role == TensorRole.Parameter ? t.Value.Cast(type).AsLeaf() : t.Value.Clone()),
            ];
            Leaves = [.. _values.Where((_, i) => _module.Tensors[i].Role == TensorRole.Parameter)];
            if (_arguments.TakesLabels && expected.Has("y"))
            {
                var labels = expected.Input("y", DType.Int64);
                _condition = new(labels, ConditionForm.Label(Classes(labels)));
            }
        }

        public Tensor[] Leaves { get; }

        public IReadOnlyList<ForeignOutput> Call(Tensor x, ulong seed) =>
            _module.Forward(_values, _arguments.For(x, _condition, x.Shape[0]), _training, seed);

        public Tensor Scores(Tensor x, ulong seed) =>
            ForeignDiscriminator.Scores(Call(x, seed), _network.Score, x.Shape[0])?.Value
            ?? throw new SettingsException($"{_network.File}: it gives no score '{_network.Score}'");

        public Tensor Logits(Tensor scores, long count) =>
            ForeignDiscriminator.Rows(scores, _network.Output, count).Cast(Leaves[0].DType);

        public Tensor Flat(Tensor[] parts) => Tensor.Concatenate(
        [
            .. parts.Select((part, i) => part.IsNumber
                ? Tensor.Full([Leaves[i].Count], part.Number, Leaves[i].DType)
                : part.Reshape(-1)),
        ]);

        // As many as the network's file says, or the data's; the largest label alone does not tell.
        private int Classes(Tensor labels) => _arguments.Classes > 0
            ? _arguments.Classes
            : Math.Max(_network.Classes, (int)labels.Max().Item() + 1);
    }
}
