using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>What can be found out about a foreign network by running it.</summary>
public static class ForeignLooks
{
    private const int LongestLatent = 1 << 20;

    // How far inputs are spread: scores that are no chances leave [0, 1] on some of them.
    private static readonly double[] Spreads = [0, 1, 10, 100];

    /// <summary>The lengths of a generator's latent vector: as its file says, or as it runs.</summary>
    /// <param name="network">Its settings.</param>
    /// <param name="module">The generator.</param>
    /// <returns>The lengths; null where none is found.</returns>
    public static IReadOnlyList<long>? Latent(ForeignNetwork network, ForeignModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Inputs is [{ Shape: { } shape }, ..])
        {
            return [.. shape.Skip(1)];
        }

        // what a first layer takes is a length of its weight
        var lengths = module.Tensors
            .SelectMany(t => t.Value.Shape.Take(2))
            .Where(n => n <= LongestLatent)
            .Distinct()
            .ToArray();
        return lengths.SelectMany(n => new long[][] { [n], [n, 1, 1] })
            .FirstOrDefault(latent => new ForeignTrial(network, module).Run(latent, thorough: false) is not null);
    }

    /// <summary>The shape of the items that a generator makes.</summary>
    /// <param name="network">Its settings, its latent vector's shape among them.</param>
    /// <param name="module">The generator.</param>
    /// <param name="why">Why it does not run; empty where it does.</param>
    /// <returns>The lengths, without the batch; null where it does not run.</returns>
    public static IReadOnlyList<long>? Item(ForeignNetwork network, ForeignModule module, out string why)
    {
        ArgumentNullException.ThrowIfNull(network);
        var trial = new ForeignTrial(network, module);
        var run = trial.Run(network.LatentLengths());
        why = trial.Failure;
        return run is { Outputs: [{ Value: var first }, ..] } ? [.. first.Shape.Skip(1)] : null;
    }

    /// <summary>What a discriminator's scores are: chances where none leaves [0, 1] however far inputs go.</summary>
    /// <param name="network">Its settings.</param>
    /// <param name="module">The discriminator.</param>
    /// <param name="item">The shape of an item.</param>
    public static ScoreForm Scores(ForeignNetwork network, ForeignModule module, IReadOnlyList<long> item)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = new TensorScope();
        var trial = new ForeignTrial(network, module);
        foreach (var spread in Spreads)
        {
            if (trial.Run(item, spread) is var (outputs, count)
                && ForeignDiscriminator.Scores(outputs, network.Score, count) is { Value: var scores }
                && (scores.Min().Item() < 0 || scores.Max().Item() > 1))
            {
                return ScoreForm.Logit;
            }
        }

        return ScoreForm.Probability;
    }

    /// <summary>The shape of a discriminator's scores.</summary>
    /// <param name="network">Its settings.</param>
    /// <param name="module">The discriminator.</param>
    /// <param name="item">The shape of an item.</param>
    /// <param name="why">Why it does not run; empty where it does.</param>
    /// <returns>The lengths, without the batch; null where it does not run on such items.</returns>
    public static IReadOnlyList<long>? ScoreShape(
        ForeignNetwork network, ForeignModule module, IReadOnlyList<long> item, out string why)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = new TensorScope();
        var trial = new ForeignTrial(network, module);
        var run = trial.Run(item);
        why = trial.Failure;
        return run is var (outputs, count)
            && ForeignDiscriminator.Scores(outputs, network.Score, count) is { Value: var scores }
            ? [.. scores.Shape.Skip(1)]
            : null;
    }
}
