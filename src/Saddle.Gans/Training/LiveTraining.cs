using Saddle.Data;
using Saddle.Games;
using Saddle.Metrics;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// A GAN in the plane that trains while somebody watches, on the thread that made it: the same game, rule and random numbers
/// as a run with a folder, so the same seed gives the same networks after as many updates.
/// </summary>
public sealed class LiveTraining : IDisposable
{
    private const int ModeSamples = 2500;
    private const double LatentReach = 2;

    private readonly TensorScope _scope = new();
    private readonly IItems _items;
    private readonly Gan _gan;
    private readonly NeuralGame _game;
    private readonly Update<Tensor> _update;
    private readonly TrainingState _state;
    private readonly ulong _seed;

    /// <summary>Sets a GAN up.</summary>
    /// <param name="gan">The networks, the objective and the regularisers.</param>
    /// <param name="items">Points in the plane; they must stay open as long as this.</param>
    /// <param name="rule">The update rule.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <exception cref="NotSupportedException">The rule cannot drive a network; the message says why.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public LiveTraining(Gan gan, IItems items, Rule rule, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(rule);
        (_gan, _items, _seed) = (gan, items, seed);
        _game = new(gan, _items, seed);
        _update = rule.Bind<Tensor>(_game);
        _state = new(_game.Start(seed), _update.MemorySize, averages: false);
        _update.Begin(_state.Players, _state.Memory, Key);
        _scope.Sweep(_state.All);
    }

    /// <summary>The number of updates made.</summary>
    public long Step => _state.Step;

    /// <summary>Whether all parameters are finite numbers still.</summary>
    public bool IsFinite => _state.IsFinite();

    private Sample Key => new(_seed, 0, _state.Step, 0);

    /// <summary>Makes one update.</summary>
    public void Advance()
    {
        _update.Step(_state.Players, _state.Memory, Key);
        _state.Step++;
        _scope.Sweep(_state.All);
    }

    /// <summary>What there is to see now.</summary>
    /// <param name="samples">The number of generated points.</param>
    /// <param name="reach">The plane is shown from minus this to this, along both axes.</param>
    /// <param name="side">The discriminator's scores are taken on a grid of so many points a side.</param>
    /// <param name="lines">The generator's image of so many lines of latent space each way; 0 for none. It needs a latent space in the plane.</param>
    public LivePicture Look(int samples, double reach, int side, int lines)
    {
        using var scope = new TensorScope();
        var fake = _game.Generate(_state.Players[0], _game.Latent(new Sample(_seed, 1, 0, 0), samples));
        var figures = _game.Diagnose(_state.Players, Key).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var coverage = _items is IModes modes
            ? ModeCoverage.Of(modes, _game.Generate(_state.Players[0], _game.Latent(new Sample(_seed, 2, 0, 0), ModeSamples)).ToDoubles())
            : null;
        return new(
            _state.Step,
            fake.ToDoubles(),
            _game.Pull(_state.Players, fake, Key).ToDoubles(),
            _game.Score(_state.Players[1], Mesh(side, reach)).ToDoubles(),
            lines > 0 && _gan.Generator.Latent == 2 ? _game.Generate(_state.Players[0], Mesh(lines, LatentReach)).ToDoubles() : [],
            figures["loss/generator"],
            figures["loss/discriminator"],
            coverage);
    }

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();

    /// <summary>A grid of points, row by row from below, [side^2, 2].</summary>
    private static Tensor Mesh(int side, double reach)
    {
        var points = new float[2 * side * side];
        for (var i = 0; i < side * side; i++)
        {
            points[2 * i] = (float)(reach * ((2.0 * (i % side) / (side - 1)) - 1));
            points[(2 * i) + 1] = (float)(reach * ((2.0 * (i / side) / (side - 1)) - 1));
        }

        return Tensor.From<float>(points, [side * side, 2]);
    }
}

/// <summary>A GAN in the plane at one moment.</summary>
/// <param name="Step">The number of updates made.</param>
/// <param name="Samples">Generated points, x and y in turn.</param>
/// <param name="Pull">At each generated point, the direction in which its own loss falls, x and y in turn.</param>
/// <param name="Scores">The discriminator's scores on the grid, row by row from below.</param>
/// <param name="Manifold">The generator's image of the latent grid, x and y in turn, row by row; empty for none.</param>
/// <param name="GeneratorLoss">The generator's loss.</param>
/// <param name="DiscriminatorLoss">The discriminator's loss.</param>
/// <param name="Coverage">How the generated points are spread over the data's modes; null where none are known.</param>
public sealed record LivePicture(
    long Step,
    double[] Samples,
    double[] Pull,
    double[] Scores,
    double[] Manifold,
    double GeneratorLoss,
    double DiscriminatorLoss,
    ModeCoverage? Coverage);
