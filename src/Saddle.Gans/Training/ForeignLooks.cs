using System.Numerics;
using Saddle.Gans.Networks.Foreign;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>What can be found out about a foreign network by running it.</summary>
public static class ForeignLooks
{
    private const int LongestLatent = 1 << 20;

    // How far inputs are spread: scores that are no chances leave [0, 1] on some of them.
    private static readonly double[] Spreads = [0, 1, 10, 100];

    /// <summary>The shape of a generator's latent vector, as it is written: as its file says, or as it runs.</summary>
    /// <param name="network">Its settings.</param>
    /// <param name="module">The generator.</param>
    /// <returns>Its lengths joined by x; null where none is found.</returns>
    public static string? Latent(ForeignNetwork network, ForeignModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Inputs is [{ Shape: { } shape }, ..])
        {
            var more = ForeignArguments.Of(network, module, isGenerator: true).More;
            return string.Join('+', more.Prepend([.. shape.Skip(1)]).Select(part => string.Join('x', part)));
        }

        // what a first layer takes is a length of its weight
        var lengths = module.Tensors
            .SelectMany(t => t.Value.Shape.Take(2))
            .Where(n => n <= LongestLatent)
            .Distinct()
            .ToArray();
        return lengths.SelectMany(n => new long[][] { [n], [n, 1, 1] })
            .Where(latent => new ForeignTrial(network, module, isGenerator: true).Run(latent, 0, false) is not null)
            .Select(latent => string.Join('x', latent))
            .FirstOrDefault();
    }

    /// <summary>The least batch above 1 of which both players take all multiples.</summary>
    /// <param name="generator">The generator's settings and module.</param>
    /// <param name="discriminator">The discriminator's settings and module.</param>
    /// <param name="item">The shape of an item.</param>
    public static int BatchUnit(
        (ForeignNetwork Network, ForeignModule Module) generator,
        (ForeignNetwork Network, ForeignModule Module) discriminator,
        IReadOnlyList<long> item)
    {
        using var scope = new TensorScope();
        var makes = new ForeignTrial(generator.Network, generator.Module, isGenerator: true);
        var judges = new ForeignTrial(discriminator.Network, discriminator.Module, isGenerator: false);
        _ = makes.Run(generator.Network.LatentParts()[0]);
        _ = judges.Run(ForeignDiscriminator.InputShapeOf(discriminator.Network, discriminator.Module, [.. item]));
        return makes.Unit / (int)BigInteger.GreatestCommonDivisor(makes.Unit, judges.Unit) * judges.Unit;
    }

    /// <summary>Whether a network is told class labels.</summary>
    /// <param name="network">Its settings.</param>
    /// <param name="module">The network.</param>
    /// <param name="isGenerator">Whether it is a generator.</param>
    /// <exception cref="Catalog.SettingsException">It takes something that nobody can give.</exception>
    public static bool TakesLabels(ForeignNetwork network, ForeignModule module, bool isGenerator) =>
        ForeignArguments.Of(network, module, isGenerator).TakesLabels;

    /// <summary>The shape of the items that a generator makes.</summary>
    /// <param name="network">Its settings, its latent vector's shape among them.</param>
    /// <param name="module">The generator.</param>
    /// <param name="why">Why it does not run; empty where it does.</param>
    /// <returns>The lengths, without the batch; null where it does not run.</returns>
    public static IReadOnlyList<long>? Item(ForeignNetwork network, ForeignModule module, out string why)
    {
        ArgumentNullException.ThrowIfNull(network);
        var trial = new ForeignTrial(network, module, isGenerator: true);
        var run = trial.Run(network.LatentParts()[0]);
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
        var trial = new ForeignTrial(network, module, isGenerator: false);
        var shape = ForeignDiscriminator.InputShapeOf(network, module, [.. item]);
        foreach (var spread in Spreads)
        {
            if (trial.Run(shape, spread) is var (outputs, count)
                && ForeignDiscriminator.Scores(outputs, network.Score, count) is { Value: var scores }
                && (scores.Min().Item() < 0 || scores.Max().Item() > 1))
            {
                return ScoreForm.Logit;
            }
        }

        return ScoreForm.Probability;
    }

    /// <summary>The shape in which a discriminator takes items, which may be another one of as many numbers.</summary>
    /// <param name="network">Its settings.</param>
    /// <param name="module">The discriminator.</param>
    /// <param name="item">The shape of an item.</param>
    public static long[] Judged(ForeignNetwork network, ForeignModule module, IReadOnlyList<long> item) =>
        ForeignDiscriminator.InputShapeOf(network, module, [.. item]);

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
        var trial = new ForeignTrial(network, module, isGenerator: false);
        var run = trial.Run(ForeignDiscriminator.InputShapeOf(network, module, [.. item]));
        why = trial.Failure;
        return run is var (outputs, count)
            && ForeignDiscriminator.Scores(outputs, network.Score, count) is { Value: var scores }
            ? [.. scores.Shape.Skip(1)]
            : null;
    }
}
