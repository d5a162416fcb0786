using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// How far the mean scores of real and of generated samples lie apart: 0 where the players are at rest.
/// </summary>
/// <param name="Batches">The number of minibatches.</param>
[Entry(
    "score-gap",
    "how far the mean scores of real and of generated samples lie apart",
    @"E f(x) - E f(G(z))",
    "made up for this guide")]
public sealed record ScoreGapProbe(
    [Parameter("the number of minibatches", Min = 1, Max = 10_000)] int Batches = 8) : Probe
{
    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var (game, state) = at.With();
        var gap = Enumerable.Range(0, Batches)
            .Select(i => game.Scores(state, at.Key("score-gap", i)))
            .Average(scores => scores.Real.Mean().Item() - scores.Generated.Mean().Item());
        return new(
            string.Create(
                CultureInfo.InvariantCulture, $"a real sample scores {gap:G3} above a generated one in the mean"),
            [("gap", gap)]);
    }
}
