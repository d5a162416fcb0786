using Saddle.Data;
using Saddle.Metrics;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// A GAN in the plane that trains while somebody watches, on the thread that made it: the same game, rule and random
/// numbers as a run with a folder, so the same seed gives the same networks after as many updates.
/// </summary>
public sealed class LiveTraining : IDisposable
{
    private const int ModeSamples = 2500;
    private const double LatentReach = 2;

    private readonly IItems _items;
    private readonly Gan _gan;
    private readonly Session _session;
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
        _session = new(new(gan, items, seed), rule, seed, decay: 0);
    }

    /// <summary>The number of updates made.</summary>
    public long Step => _session.Step;

    /// <summary>Whether all parameters are finite numbers still.</summary>
    public bool IsFinite => _session.IsFinite();

    /// <summary>Makes one update.</summary>
    public void Advance() => _session.Advance();

    /// <summary>What there is to see now.</summary>
    /// <param name="samples">The number of generated points.</param>
    /// <param name="reach">The plane is shown from minus this to this, along both axes.</param>
    /// <param name="side">The discriminator's scores are taken on a grid of so many points a side.</param>
    /// <param name="lines">
    /// The generator's image of so many lines of latent space each way; 0 for none. It needs a latent space in the
    /// plane.
    /// </param>
    public LivePicture Look(int samples, double reach, int side, int lines)
    {
        using var scope = new TensorScope();
        var game = _session.Game;
        var generated = Generated(StreamName.Looking, samples);
        var figures = _session.Diagnose().ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var coverage = _items is IModes modes
            ? ModeCoverage.Of(modes, Generated(StreamName.Sampling, ModeSamples).ToDoubles())
            : null;
        return new(
            Step,
            generated.ToDoubles(),
            game.Pull(_session.Players, generated, StreamName.Training.Key(_seed, Step)).ToDoubles(),
            game.Score(_session.Players[1], Mesh(side, reach)).ToDoubles(),
            lines > 0 && _gan.Generator.Latent == 2
                ? game.Generate(_session.Generator, Mesh(lines, LatentReach)).ToDoubles()
                : [],
            figures["loss/generator"],
            figures["loss/discriminator"],
            coverage);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    // Always of the same latent vectors.
    private Tensor Generated(StreamName stream, int count) =>
        _session.Game.Generate(_session.Generator, _session.Game.Latent(stream.Key(_seed), count));

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
