using Saddle.Data;
using Saddle.Gans.Networks;
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
    private readonly int _classes; // 0 where nothing is conditioned on them

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
        _classes = gan.Conditioning.Count > 0 && items is ILabelled labelled ? labelled.Classes.Count : 0;
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
    /// <param name="shown">
    /// The class that scores and lines are of, in a GAN with classes; null for the mean of every class's scores, and
    /// the lines of the first.
    /// </param>
    public LivePicture Look(int samples, double reach, int side, int lines, int? shown = null)
    {
        using var scope = new TensorScope();
        var game = _session.Game;
        var input = Input(StreamName.Looking, samples);
        var generated = game.Generate(_session.Generator, input);
        var figures = _session.Diagnose().ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var (coverage, nearest) = Spread();
        return new(
            Step,
            generated.ToDoubles(),
            game.Pull(_session.Players, generated, StreamName.Training.Key(_seed, Step), input.Condition).ToDoubles(),
            Scores(side, reach, shown),
            lines > 0 && _gan.Generator.Latent == 2
                ? game.Generate(_session.Generator, Of(Mesh(lines, LatentReach), shown ?? 0)).ToDoubles()
                : [],
            figures["loss/generator"],
            figures["loss/discriminator"],
            coverage,
            Classes(input),
            nearest);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    // Always of the same latent vectors and classes.
    private GeneratorInput Input(StreamName stream, int count) => _session.Game.Latent(stream.Key(_seed), count);

    // How points are spread over the modes, and the share that lies nearest to the one that was asked for.
    private (ModeCoverage? Coverage, double? Nearest) Spread()
    {
        if (_items is not IModes modes)
        {
            return (null, null);
        }

        var input = Input(StreamName.Sampling, ModeSamples);
        var points = _session.Game.Generate(_session.Generator, input).ToDoubles();
        return (
            ModeCoverage.Of(modes, points),
            input.Condition is { } asked && asked.Form.Classes == modes.Centres.Count
                ? ModeCoverage.NearestAsked(modes, points, Classes(input))
                : null);
    }

    private static int[] Classes(in GeneratorInput input) =>
        [.. input.Condition?.Values.ToDoubles().Select(label => (int)label) ?? []];

    private double[] Scores(int side, double reach, int? shown)
    {
        var mesh = Mesh(side, reach);
        IEnumerable<int> classes = shown is { } one ? [one] : Enumerable.Range(0, Math.Max(1, _classes));
        var scores = classes
            .Select(k => _session.Game.Score(_session.Players[1], mesh, Of(mesh, k).Condition))
            .ToList();
        return (scores.Aggregate((sum, next) => sum + next) / scores.Count).ToDoubles();
    }

    // Latent vectors that are all asked to be of one class, where there are any.
    private GeneratorInput Of(Tensor latent, int label) => new(
        latent,
        _classes == 0
            ? null
            : new Condition(
                Tensor.From<long>([.. Enumerable.Repeat((long)label, (int)latent.Shape[0])], [latent.Shape[0]]),
                ConditionForm.Label(_classes)));

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
