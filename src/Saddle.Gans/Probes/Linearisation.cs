using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// Products with the Jacobians of a game's field and of one update of its rule, on vectors as long as the state; all of
/// them are float64.
/// </summary>
public sealed class Linearisation
{
    private readonly NeuralGame _game;
    private readonly Update<Tensor> _update;
    private readonly Tensor[] _whole;
    private readonly long[] _lengths;
    private readonly SampleKey _sample;

    /// <summary>Linearises a game and a rule.</summary>
    /// <param name="game">The game, of float64.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="state">Both players' parameters.</param>
    /// <param name="memory">What the rule remembers; nothing where it does not.</param>
    /// <param name="key">The minibatch.</param>
    public Linearisation(
        NeuralGame game, Rule rule, ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> memory, SampleKey key)
    {
        ArgumentNullException.ThrowIfNull(rule);
        (_game, _sample, _update) = (game, key, rule.Bind<Tensor>(game));
        var (first, second, device) = (state[0], state[1], state[0].Device);
        _whole =
        [
            first,
            second,
            .. memory.ToArray()
                .Select(
                    (m, i) =>
                        m.IsNumber
                            ? Tensor.Full((i % 2 == 0 ? first : second).Shape, m.Number, DType.Float64, device)
                            : m.To(device, DType.Float64)),
        ];
        _lengths = [.. _whole.Select(t => t.Count)];
    }

    /// <summary>The length of the state.</summary>
    public long Size => _lengths[0] + _lengths[1];

    /// <summary>The length of the state with the rule's memory.</summary>
    public long WholeSize => _lengths.Sum();

    private Tensor[] State => _whole[..2];

    /// <summary>Linearises at a moment of training, in float64.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="key">The minibatch.</param>
    public static Linearisation Of(Snapshot at, SampleKey key)
    {
        ArgumentNullException.ThrowIfNull(at);
        var (game, state) = at.With(type: DType.Float64);
        return new(game, at.Configuration.Rule, state, at.Memory, key);
    }

    /// <summary>A random direction.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="length">Its length.</param>
    public Tensor Direction(int number, long length) =>
        new RandomTensors(_sample with { Draw = _sample.Draw + number }, Purpose.Noise, DType.Float64, State[0].Device)
            .Normal(length);

    /// <summary>J v of the field.</summary>
    public Tensor Field(Tensor v)
    {
        var product = new Tensor[2];
        _game.JacobianProduct(State, v.Split(_lengths[..2]), product, _sample);
        return Flat(product);
    }

    /// <summary>J' v of the field.</summary>
    public Tensor Transposed(Tensor v)
    {
        var product = new Tensor[2];
        _game.TransposedJacobianProduct(State, v.Split(_lengths[..2]), product, _sample);
        return Flat(product);
    }

    /// <summary>The derivative of one update, state and memory to state and memory, in a direction.</summary>
    /// <param name="v">The direction, of length 1.</param>
    /// <param name="step">How far to go each way.</param>
    public Tensor Update(Tensor v, double step) => (Updated(v, step) - Updated(v, -step)) / (2 * step);

    /// <summary>How far one update moves the state.</summary>
    public double Moved()
    {
        using var scope = new TensorScope();
        var moved = Updated(Tensor.Zeros([WholeSize], DType.Float64, State[0].Device), 0) - Tensor.Concatenate(_whole);
        return moved.Narrow(0, 0, Size).Norm();
    }

    private Tensor Updated(Tensor v, double step)
    {
        var parts = v.Split(_lengths);
        Tensor[] moved = [.. _whole.Select((x, i) => x + (step * parts[i]))];
        _update.Step(moved.AsSpan(0, 2), moved.AsSpan(2), _sample);
        return Flat(moved);
    }

    private Tensor Flat(Tensor[] parts) =>
        Tensor.Concatenate(
            [
                .. parts.Select(
                    (p, i) => p.IsNumber ? Tensor.Full([_lengths[i]], p.Number, DType.Float64, State[0].Device) : p),
            ]);
}
