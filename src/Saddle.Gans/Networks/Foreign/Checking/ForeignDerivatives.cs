using System.Diagnostics;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Checking;

/// <summary>
/// Tries whether a foreign network can be differentiated, once and twice, and whether what comes out is right: the same
/// on the first call as on the third, and along one direction of parameters and input the slope that differences have.
/// </summary>
/// <remarks>
/// What is differentiated is a weighted sum of the outputs, and the squared slope of that by the input, as R1 has it.
/// Gradients through TorchScript that fail or are wrong from the second call on have been reported for years
/// (pytorch#32385, #42459, #54133, #66883). What no such trial can see is a part without gradients that tracing has
/// forgotten: then the traced network's derivatives are right, and the original's are others.
/// </remarks>
public sealed class ForeignDerivatives
{
    private const int Calls = 3;
    private const int FewItems = 4; // of two, batch normalisation would leave nothing but signs
    private const double Near = 1e-3;
    private const double Roughly = 3e-2;
    private const double Narrow = 1e-6;

    // Most by far agree at the first. A narrower one hardly meets a kink of a rectifier, over which squared slopes
    // jump; wider ones are for a network that computes in single precision within.
    private static readonly double[] Widths = [1e-7, 1e-8, Narrow, 1e-5, 1e-4, 1e-3];
    private static readonly double[] SingleWidths = [1e-2, 1e-3];

    // Large networks are not tried longer than this and one call more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ForeignNetwork _network;
    private readonly Player _player;
    private readonly ForeignModule _module;
    private readonly ForeignArguments _arguments;
    private readonly Tensor _input;
    private readonly Tensor[] _directions;
    private readonly List<string> _notes = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Tensor _weights;

    private ForeignDerivatives(
        ForeignNetwork network, Player player, ForeignModule module, IReadOnlyList<long> shape, int unit)
    {
        (_network, _player, _module) = (network, player, module);
        _arguments = ForeignArguments.Of(network, module, player == Player.Generator);
        var random = new RandomTensors(StreamName.Looking.Key(1, 1), Purpose.Item, DType.Float64, "cpu");
        _input = random.Normal([unit * ((FewItems + unit - 1) / unit), .. shape]);
        _directions =
        [
            .. Parameters.Select(t => random.Normal(t.Value.Shape) * SpreadOf(t.Value)), random.Normal(_input.Shape),
        ];
    }

    /// <summary>Tries.</summary>
    /// <param name="network">
    /// The network's settings. Its file is opened anew, so that the first call is the first.
    /// </param>
    /// <param name="player">Whose network it is.</param>
    /// <param name="module">The network, opened, to find out which batches it takes.</param>
    /// <param name="shape">The lengths of its first input, without the batch.</param>
    /// <returns>What its user should know, a sentence each, without a full stop.</returns>
    /// <exception cref="SettingsException">It cannot be differentiated, or its gradients are wrong.</exception>
    /// <exception cref="DataException">Its file cannot be opened.</exception>
    public static IReadOnlyList<string> Check(
        ForeignNetwork network, Player player, ForeignModule module, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = new TensorScope();
        var trial = new ForeignTrial(network, module, player == Player.Generator);
        if (trial.Run(shape) is null)
        {
            throw new SettingsException($"{network.File}: {trial.Failure}");
        }

        using var fresh = network.Open(player);
        var check = new ForeignDerivatives(network, player, fresh, shape, trial.Unit);
        check.Run();
        return check._notes;
    }

    private IEnumerable<ForeignTensor> Parameters => _module.Tensors.Where(t => t.Role == TensorRole.Parameter);

    private void Run()
    {
        var type = Parameters.Any(t => t.Value.DType == DType.Float64) ? DType.Float64 : DType.Float32;
        var first = Differentiate(type);
        for (var call = 2; call <= Calls && _clock.Elapsed < Patience; call++)
        {
            RequireSame(first, Differentiate(type), call, type == DType.Float64 ? 1e-10 : 1e-5);
        }

        if (_clock.Elapsed > Patience)
        {
            _notes.Add("it is large: its gradients were not held against differences");
            return;
        }

        CompareWithDifferences(first);
    }

    private static double SpreadOf(Tensor value) => value.Norm() is > 0 and var norm
        ? norm / Math.Sqrt(value.Count)
        : 1;

    private static double Along(Tensor[] gradient, Tensor[] directions) =>
        gradient.Zip(directions, (g, u) => Tensor.Sum(g * u)).Sum(part => part.Item());

    // How large such a scalar product is without luck.
    private static double Size(Tensor[] gradient, Tensor[] directions) =>
        Math.Sqrt(gradient.Zip(directions, (g, u) => Tensor.Sum((g * u).Square())).Sum(part => part.Item()));

    private void RequireSame(Slopes first, Slopes now, int call, double bound)
    {
        foreach (var (what, before, after) in new[]
        {
            ("gradient", first.Once, now.Once), ("second derivative", first.Twice, now.Twice),
        })
        {
            var largest = before.Max(Largest);
            var difference = before.Zip(after, (a, b) => Largest(a - b)).Max();
            if (!(difference <= bound * largest))
            {
                throw Wrong(FormattableString.Invariant(
                    $"its {what} on call {call} is not the first call's (off by {difference / largest:g2})"));
            }
        }
    }

    private static double Largest(Tensor value) => value.IsNumber
        ? Math.Abs(value.Number)
        : value.Count == 0 ? 0 : Tensor.Abs(value).Max().Item();

    private SettingsException Wrong(string why) => new(
        $"{_network.File}: {why}: gradients through it are wrong; save it with torch.export (.pt2) instead");

    private void CompareWithDifferences(Slopes slopes)
    {
        var isDouble = RunsInDouble();
        var (type, widths) = isDouble ? (DType.Float64, Widths) : (DType.Float32, SingleWidths);
        var (score, squared) = (Along(slopes.Once, _directions), Along(slopes.Twice, _directions));
        var (least, leastSquared) = (0.1 * Size(slopes.Once, _directions), 0.1 * Size(slopes.Twice, _directions));
        (double Score, double Squared) rise = default;
        var (isRight, isFine) = (false, false);
        foreach (var width in widths)
        {
            var bound = isDouble && width <= Narrow ? Near : Roughly;
            rise = Rise(type, width, twice: isDouble && slopes.HasTwice);
            var agrees = Agree(score, rise.Score, least, bound);
            isFine |= agrees && bound == Near;
            isRight |= agrees;
            // second derivatives of rectifiers jump, so that differences tell nothing where they are not fine
            if (agrees && (!isDouble || !slopes.HasTwice || Agree(squared, rise.Squared, leastSquared, bound)))
            {
                return;
            }
        }

        if (isRight && !isFine)
        {
            return;
        }

        var (what, computed, difference) = isRight
            ? ("second derivative", squared, rise.Squared)
            : ("gradient", score, rise.Score);
        Tell(FormattableString.Invariant(
            $"its {what} is {computed:g4} along a direction in which differences give {difference:g4}"));
    }

    private static bool Agree(double slope, double rise, double least, double bound) =>
        Math.Abs(slope - rise) <= bound * Math.Max(Math.Max(Math.Abs(slope), Math.Abs(rise)), least);

    private void Tell(string what)
    {
        if (!_module.StopsGradients)
        {
            throw Wrong(what);
        }

        _notes.Add($"{what}: parts of it are kept out of differentiation (no_grad, detach)");
    }

    private bool RunsInDouble()
    {
        try
        {
            using var recording = Autograd.NoGradient();
            return Output(Shifted(DType.Float64, 0), _input).DType == DType.Float64;
        }
        catch (TorchException failure) when (!failure.IsOutOfMemory)
        {
            return false;
        }
    }

    // Both scalars' central differences along the direction, over its width.
    private (double Score, double Squared) Rise(DType type, double width, bool twice)
    {
        var (ahead, behind) = (At(type, width, twice), At(type, -width, twice));
        return ((ahead.Score - behind.Score) / (2 * width), (ahead.Squared - behind.Squared) / (2 * width));
    }

    private (double Score, double Squared) At(DType type, double shift, bool twice)
    {
        using var scope = new TensorScope();
        var input = (_input + (shift * _directions[^1])).Cast(type).AsLeaf();
        var score = Score(Shifted(type, shift), input);
        return (score.Item(), twice ? Tensor.Sum(Autograd.Gradient(score, [input])[0].Square()).Item() : 0);
    }

    private Tensor[] Shifted(DType type, double shift)
    {
        var number = 0;
        return
        [
            .. _module.Tensors.Select(t =>
                t.Role == TensorRole.Parameter
                    ? (t.Value.Cast(DType.Float64) + (shift * _directions[number++])).Cast(type)
                    : t.Value.DType.IsReal() ? t.Value.Cast(type) : t.Value),
        ];
    }

    private Slopes Differentiate(DType type)
    {
        Tensor[] values = Shifted(type, 0);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _module.Tensors[i].Role == TensorRole.Parameter ? values[i].AsLeaf() : values[i];
        }

        Tensor input = _input.Cast(type).AsLeaf();
        Tensor[] leaves = [.. values.Where((_, i) => _module.Tensors[i].Role == TensorRole.Parameter), input];
        Tensor[] once;
        try
        {
            once = Autograd.Gradient(Score(values, input), leaves, createGraph: true);
        }
        catch (TorchException failure) when (!failure.IsOutOfMemory)
        {
            throw new SettingsException($"{_network.File}: with gradients, {ForeignFailure.Tell(failure)}");
        }

        var squared = Tensor.Sum(once[^1].Square());
        var twice = !squared.IsNumber && squared.RequiresGradient ? Twice(squared, leaves) : null;
        return new(Doubles(once), Doubles(twice ?? new Tensor[leaves.Length]), twice is not null);
    }

    private Tensor[]? Twice(Tensor squared, Tensor[] leaves)
    {
        try
        {
            return Autograd.Gradient(squared, leaves);
        }
        catch (TorchException failure) when (!failure.IsOutOfMemory)
        {
            var note = $"it has no second derivative ({Excerpt.Clean(failure.Reason)}): without it there are no R1, no "
                + "gradient penalty, no consensus and no spectrum";
            if (!_notes.Contains(note))
            {
                _notes.Add(note);
            }

            return null;
        }
    }

    private static Tensor[] Doubles(Tensor[] values) =>
        [.. values.Select(v => v.IsNumber ? v : v.Detach().Cast(DType.Float64))];

    private Tensor Score(Tensor[] values, Tensor input)
    {
        var output = Output(values, input);
        if (_weights.IsNumber)
        {
            var random = new RandomTensors(StreamName.Looking.Key(1, 2), Purpose.Item, DType.Float64, "cpu");
            _weights = random.Normal(output.Shape);
        }

        return Tensor.Sum(output * _weights.Cast(output.DType));
    }

    private Tensor Output(Tensor[] values, Tensor input)
    {
        var count = input.Shape[0];
        var labels = new Condition(
            Tensor.Zeros([count], DType.Int64), ConditionForm.Label(_arguments.TrialClasses));
        var outputs = _module.Forward(values, _arguments.For(input, labels, count), training: true, seed: 1);
        var scores = _player == Player.Discriminator
            ? ForeignDiscriminator.Scores(outputs, _network.Score, count)
            : outputs.Count > 0 ? outputs[0] : null;
        return scores?.Value ?? throw new SettingsException($"{_network.File}: it gives nothing to differentiate");
    }

    /// <summary>Derivatives by parameters and input, float64.</summary>
    /// <param name="Once">Of the weighted sum of the outputs.</param>
    /// <param name="Twice">Of its squared slope by the input; numbers where there are none.</param>
    /// <param name="HasTwice">Whether there are any of those.</param>
    private sealed record Slopes(Tensor[] Once, Tensor[] Twice, bool HasTwice);
}
