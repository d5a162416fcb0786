using Saddle.Catalog;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;

namespace Saddle.Gans;

/// <summary>What a neural GAN is, apart from its data and its update rule.</summary>
/// <param name="Generator">The generator's architecture, and the encoder's where there is one.</param>
/// <param name="Discriminator">The discriminator's architecture.</param>
/// <param name="Objective">What the players descend.</param>
/// <param name="Regularisers">What is added.</param>
/// <param name="Batch">The number of samples a side that one evaluation sees.</param>
public sealed record Gan(
    Network Generator, Network Discriminator, Objective Objective, IReadOnlyList<Regulariser> Regularisers, int Batch)
{
    /// <summary>
    /// The number of shards that a batch is cut into, each an evaluation of its own; their gradients are averaged.
    /// </summary>
    public int Shards { get; init; } = 1;

    /// <summary>
    /// Whether batch normalisation's statistics are those of all shards of a batch; else of each by itself.
    /// </summary>
    public bool SynchronisesBatchNorm { get; init; }

    /// <summary>The GAN of one shard.</summary>
    public Gan OfShard => this with { Batch = Batch / Shards, Shards = 1 };

    /// <summary>How the players take up the condition; nothing where they do not.</summary>
    public IReadOnlyList<Conditioning> Conditioning { get; init; } = [];

    /// <summary>
    /// Whether the discriminator has a part; else it stays as it is, and the generator descends its regularisers and
    /// what is learnt before (<see cref="Conditions.Conditioning.Before"/>) alone.
    /// </summary>
    public bool IsAdversarial { get; init; } = true;

    /// <summary>Checks that processes can share the shards evenly.</summary>
    /// <param name="processes">How many there are.</param>
    /// <exception cref="SettingsException">They cannot.</exception>
    public void RequireShards(int processes)
    {
        if (Shards % processes != 0)
        {
            throw new SettingsException(
                $"shards is {Shards}, which {processes} processes cannot share evenly; "
                + $"expected a multiple of {processes}, such as --set shards={processes}");
        }
    }

    /// <summary>Builds the generator, and the encoder where a regulariser needs one.</summary>
    /// <param name="item">The shape of an item.</param>
    /// <param name="told">What the condition is; null where the data give none.</param>
    /// <exception cref="SettingsException">The architecture does not make items of this shape.</exception>
    public PlayerNetwork GeneratorPlayer(IReadOnlyList<int> item, ConditionForm? told = null)
    {
        var blueprint = new Blueprint { Told = told, Reader = Reader };
        Matching?.Begin(blueprint, item);
        Func<Network, Layer> build = network => network.Generator(blueprint, item);
        var generator = Conditioning.Aggregate(
            build, (inner, way) => network => way.Generator(blueprint, network, inner))(Generator);
        var encoder = Regularisers.Any(r => r.NeedsEncoder)
            ? blueprint.Part("encoder", () => Generator.Encoder(blueprint, item))
            : null;
        RequireBatch(blueprint, "generator");
        return new(blueprint, generator, encoder);
    }

    /// <summary>Builds the discriminator, and a second one where a regulariser needs it.</summary>
    /// <param name="item">The shape of an item.</param>
    /// <param name="told">What the condition is; null where the data give none.</param>
    /// <exception cref="SettingsException">
    /// The architecture does not take items of this shape, or does not go with a regulariser or the batch.
    /// </exception>
    public PlayerNetwork DiscriminatorPlayer(IReadOnlyList<int> item, ConditionForm? told = null)
    {
        RequireMeans();
        RequireLevels();
        var blueprint = new Blueprint
        {
            SpectralNormalisation = Regularisers.Any(r => r.NormalisesSpectrum),
            Told = told,
            ReadsVectors = Discriminator.ReadsVectors,
            Reader = Reader,
        };
        Matching?.Begin(blueprint, null);
        Func<IReadOnlyList<int>, Layer> build = shape => Discriminator.Discriminator(blueprint, shape);
        build = Conditioning.Aggregate(build, (inner, way) => shape => way.Discriminator(blueprint, shape, inner));
        var discriminator = build(item);
        var second = Regularisers.Any(r => r.NeedsSecondDiscriminator)
            ? blueprint.Part("second", () => build(item))
            : null;
        RequireOwnScores(blueprint);
        foreach (var regulariser in Regularisers)
        {
            if (regulariser.WhyNot(blueprint) is { } why)
            {
                throw new SettingsException(why);
            }
        }

        RequireBatch(blueprint, "discriminator");
        return OfShard.Batch % blueprint.Packed == 0
            ? new(blueprint, discriminator, second)
            : throw new SettingsException(
                $"{Size} {OfShard.Batch}, but the discriminator scores {blueprint.Packed} samples at a time: "
                + $"take a multiple of {blueprint.Packed}");
    }

    private void RequireLevels()
    {
        if (Generator.Levels != Discriminator.Levels)
        {
            throw new SettingsException(
                $"the generator makes an item at {Generator.Levels} sides and the discriminator scores it at "
                + $"{Discriminator.Levels}; expected every-stage in both, with as many stages, or in none");
        }
    }

    private MatchingEncoder? Matching => Conditioning.OfType<MatchingEncoder>().FirstOrDefault();

    private SentenceReader Reader => Conditioning.OfType<SentenceReader>().FirstOrDefault() ?? new();

    // Wrong pairs weigh as they should in a mean over scores, and in nothing that sets one score against another.
    private void RequireMeans()
    {
        if (Objective.GeneratorSeesReal && Conditioning.FirstOrDefault(way => way.WrongPairs is not null) is { } wrong)
        {
            throw new SettingsException(
                $"{Catalog<Conditioning>.EntryOf(wrong).Name} does not go with "
                + $"{Catalog<Objective>.EntryOf(Objective).Name}, which compares each score with others; "
                + "expected an objective of means, such as non-saturating or hinge");
        }
    }

    private void RequireOwnScores(Blueprint discriminator)
    {
        var needs = Regularisers.Where(r => r.NeedsOwnScores)
            .Select(r => Catalog<Regulariser>.EntryOf(r).Name)
            .Concat(Objective.NeedsOwnScores ? [Catalog<Objective>.EntryOf(Objective).Name] : [])
            .FirstOrDefault();
        if (discriminator.ScoresBatch && needs is not null)
        {
            throw new SettingsException(
                $"{needs} asks for each sample's own score, but the discriminator gives one for the whole batch; "
                + "expected a discriminator that gives one a sample, [n] or [n, 1]");
        }
    }

    private string Size => Shards == 1 ? "batch is" : $"batch in {Shards} shards is";

    private void RequireBatch(Blueprint blueprint, string player)
    {
        if (OfShard.Batch % blueprint.BatchUnit != 0)
        {
            throw new SettingsException(
                $"{Size} {OfShard.Batch}, but the {player} takes multiples of {blueprint.BatchUnit} alone");
        }
    }
}
