using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Dense;
using Saddle.Gans.Networks;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>
/// A neural GAN as a two-player game on tensors. Each player is one coordinate: all its parameters, flat. Any update
/// rule drives it; products with the field's Jacobian are by double backward.
/// </summary>
/// <remarks>
/// An evaluation sees a minibatch of real samples and of latent vectors that are pure functions of its
/// <see cref="SampleKey"/>. Real samples come epoch by epoch, each epoch in an order of its own; each evaluation within
/// an update (by <see cref="SampleKey.Draw"/>) walks through the data by itself.
/// </remarks>
public sealed partial class NeuralGame : IGame<Tensor>
{
    // The number of the evaluation that no rule makes.
    private const int DiagnosticDraw = 4095;

    private static readonly Player[] Both = [Player.Generator, Player.Discriminator];

    private readonly IItems _items;
    private readonly ulong _seed;
    private readonly int _shards = 1;
    private Gan _gan;
    private readonly Batches _batches;
    private readonly PlayerNetwork _generator;
    private readonly PlayerNetwork _discriminator;
    private readonly string _device;
    private readonly DType _type;
    private Lazy<DenseField?> _dense;
    private readonly bool _isConditional;
    private readonly bool _hasHalfProducts;
    private Batch? _kept;

    /// <summary>Sets a game up.</summary>
    /// <param name="gan">The networks, the objective and the regularisers.</param>
    /// <param name="items">The data.</param>
    /// <param name="seed">The seed of the order of the data.</param>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="device">The device: cpu, cuda or cuda:N.</param>
    /// <exception cref="SettingsException">
    /// A network does not fit the items, or into the memory; it takes classes that the items have not; or the device is
    /// not there.
    /// </exception>
    public NeuralGame(Gan gan, IItems items, ulong seed, DType type = DType.Float32, string device = "cpu")
    {
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(items);
        Devices.Require(device);
        (_gan, _items, _seed, _type, _device) = (gan, items, seed, type, device);
        _batches = new(items, seed, gan.Batch, type, device);
        _generator = gan.GeneratorPlayer(_batches.Shape, _batches.Told);
        _discriminator = gan.DiscriminatorPlayer(_batches.Shape, _batches.Told);

        // what is made of an image is looked at with it, whoever has read it
        _isConditional = _generator.Blueprint.ReadsCondition || _discriminator.Blueprint.ReadsCondition
            || _batches.Told is { IsImage: true };
        RequireClasses();
        RequireReading();
        RequireMemory();
        _dense = WrittenOut();
    }

    // One shard of a game's batches, with the networks of the game and buffers of its own.
    private NeuralGame(NeuralGame whole)
    {
        (_gan, _shards) = (whole._gan.OfShard, whole._gan.Shards);
        (_items, _seed, _type, _device) = (whole._items, whole._seed, whole._type, whole._device);
        _batches = new(_items, _seed, _gan.Batch, _type, _device);
        (_generator, _discriminator) = (whole._generator.Apart(), whole._discriminator.Apart());
        _isConditional = whole._isConditional;
        (Written, _hasHalfProducts) = (whole.Written, whole._hasHalfProducts);
        _dense = WrittenOut();
    }

    /// <summary>
    /// Whether the field is computed without libtorch's graph where it can be: in single precision, of small networks
    /// of dense layers, without regularisers that change it. Either way it is the same to rounding.
    /// </summary>
    public bool Written { get; init; } = true;

    /// <summary>Whether the networks' products are in bfloat16; parameters and losses stay as they are.</summary>
    public bool HasHalfProducts
    {
        get => _hasHalfProducts;
        init
        {
            _hasHalfProducts = value;
            if (value)
            {
                (_generator, _discriminator) = (_generator.WithHalfProducts(), _discriminator.WithHalfProducts());
            }
        }
    }

    /// <summary>The networks, the objective and the regularisers.</summary>
    internal Gan Gan => _gan;

    /// <summary>Whether the field is computed so here.</summary>
    internal bool IsWritten => _dense.Value is not null;

    /// <summary>Whether the generator reads a class.</summary>
    public bool AsksForClasses =>
        _generator.Blueprint.ReadsCondition && _batches.Told is { IsLabel: true };

    /// <summary>Whether the generator reads an image, of which it makes a sample.</summary>
    public bool AsksForImages =>
        _generator.Blueprint.ReadsCondition && _batches.Told is { IsImage: true };

    /// <summary>Whether the generator reads sentences.</summary>
    public bool AsksForSentences =>
        _generator.Blueprint.ReadsCondition && _batches.Told is { IsText: true };

    /// <summary>
    /// The game as it is trained: itself, or its batches cut into the GAN's shards, which processes may share.
    /// </summary>
    /// <param name="group">The processes, or null for this one alone.</param>
    /// <exception cref="SettingsException">The shards cannot be shared evenly.</exception>
    public IGame<Tensor> Trained(ProcessGroup? group = null)
    {
        _gan.RequireShards(group?.Size ?? 1);
        return _gan.Shards == 1 ? this : new ShardedGame(this, group);
    }

    /// <summary>The game of one shard of the batches, with the same networks.</summary>
    internal NeuralGame Shard() => new(this);

    /// <summary>Takes over the buffers of another game's networks, until either of the two sets them.</summary>
    /// <param name="other">The other game, of the same networks.</param>
    internal void Follow(NeuralGame other)
    {
        _generator.Follow(other._generator);
        _discriminator.Follow(other._discriminator);
    }

    /// <inheritdoc/>
    public int GeneratorSize => 1;

    /// <inheritdoc/>
    public int DiscriminatorSize => 1;

    /// <summary>A player's network.</summary>
    /// <param name="player">The player.</param>
    public PlayerNetwork Network(Player player) => player == Player.Generator ? _generator : _discriminator;

    /// <summary>The state before training.</summary>
    /// <param name="seed">The seed.</param>
    public Tensor[] Start(ulong seed) =>
        [_generator.Start(seed, 0, _type, _device), _discriminator.Start(seed, 1, _type, _device)];

    /// <summary>Goes over to other losses of the same networks.</summary>
    /// <param name="gan">Networks and losses.</param>
    internal void Descend(Gan gan)
    {
        if (!ReferenceEquals(gan, _gan))
        {
            (_gan, _kept, _dense) = (gan, null, WrittenOut());
        }
    }

    /// <summary>
    /// Gives those who read it what the generator player has learnt in the stage that ends: the discriminator, and the
    /// running average.
    /// </summary>
    /// <param name="players">Both players' parameters.</param>
    /// <param name="average">The generator's running average; a number for none.</param>
    internal void HandOver(Span<Tensor> players, ref Tensor average)
    {
        if (_generator.Blueprint.Matcher is null)
        {
            return;
        }

        var learnt = players[(int)Player.Generator];
        players[(int)Player.Discriminator] =
            _discriminator.With(players[(int)Player.Discriminator], _generator, learnt, Matcher.Has);
        if (!average.IsNumber)
        {
            average = _generator.With(average, _generator, learnt, Matcher.Has);
        }
    }

    /// <summary>The cosines of images and what is said, by the encoders that learn it, [images, captions].</summary>
    /// <param name="generator">The generator player's parameters, flat.</param>
    /// <param name="images">[images, channels, height, width].</param>
    /// <param name="said">The captions.</param>
    /// <exception cref="InvalidOperationException">There are no such encoders.</exception>
    internal Tensor Cosines(Tensor generator, Tensor images, Condition said)
    {
        using var recording = Autograd.NoGradient();
        var matcher = _generator.Blueprint.Matcher
            ?? throw new InvalidOperationException("No encoders match images and sentences in this GAN.");
        return matcher.Cosines(
            new(_generator.Unflatten(generator, differentiable: false), _generator.Buffers, training: false, said),
            images);
    }

    /// <summary>Generated samples, with the running statistics of normalisation layers.</summary>
    /// <param name="generator">The generator's parameters, flat.</param>
    /// <param name="input">Latent vectors, and what is asked for.</param>
    public Tensor Generate(Tensor generator, in GeneratorInput input)
    {
        using var recording = Autograd.NoGradient();
        var parameters = _generator.Unflatten(generator, differentiable: false);
        return Items(_generator.Layer(
            new Pass(parameters, _generator.Buffers, training: false, input.Condition, input.Seed), input.Latent));
    }

    /// <summary>
    /// Generated samples as they are looked at: behind the image that each was made of, where there is one.
    /// </summary>
    /// <param name="generator">The generator's parameters, flat.</param>
    /// <param name="input">Latent vectors, and what is asked for.</param>
    /// <returns>[n, item...], or [n, the image's channels + the item's, height, width].</returns>
    public Tensor Whole(Tensor generator, in GeneratorInput input)
    {
        var samples = Generate(generator, input);
        return input.Condition is { Form.IsImage: true } given
            ? Tensor.Concatenate([given.Values, samples], 1)
            : samples;
    }

    /// <summary>The discriminator's scores, with the running statistics of normalisation layers.</summary>
    /// <param name="discriminator">The discriminator's parameters, flat.</param>
    /// <param name="samples">[n, item...].</param>
    /// <param name="condition">What the discriminator is told of them; null for nothing.</param>
    /// <returns>[n, 1].</returns>
    public Tensor Score(Tensor discriminator, Tensor samples, Condition? condition = null)
    {
        using var recording = Autograd.NoGradient();
        return Judge(discriminator, samples, condition);
    }

    /// <summary>
    /// Where generated samples are drawn to: minus the gradient of the generator's loss on each sample, by that sample.
    /// </summary>
    /// <param name="state">The state; only the discriminator's part is read.</param>
    /// <param name="samples">Generated samples, [n, item...].</param>
    /// <param name="key">Which real samples a generator's loss sees that looks at them.</param>
    /// <param name="asked">What the samples were asked to be; null for what the real ones are.</param>
    /// <returns>[n, item...].</returns>
    public Tensor Pull(ReadOnlySpan<Tensor> state, Tensor samples, in SampleKey key, Condition? asked = null)
    {
        var leaf = samples.AsLeaf();
        var condition = asked ?? Condition(key);
        var generated = Judge(state[(int)Player.Discriminator], leaf, condition);
        var real = _gan.Objective.GeneratorSeesReal
            ? Judge(state[(int)Player.Discriminator], _batches.Read(key), condition)
            : 0;
        return -samples.Shape[0] * Autograd.Gradient(_gan.Objective.Generator(real, generated), [leaf])[0];
    }

    /// <summary>The encoder's latent vectors of samples, with the running statistics of normalisation layers.</summary>
    /// <param name="generator">The generator player's parameters, flat.</param>
    /// <param name="samples">[n, item...].</param>
    /// <returns>[n, length of the latent vector].</returns>
    /// <exception cref="InvalidOperationException">No regulariser of the GAN asks for an encoder.</exception>
    public Tensor Encode(Tensor generator, Tensor samples)
    {
        using var recording = Autograd.NoGradient();
        return _generator.Second(
            new Pass(_generator.Unflatten(generator, differentiable: false), _generator.Buffers, training: false),
            samples);
    }

    /// <summary>
    /// Latent vectors; and for a GAN with conditions what is asked for, each class, or each item's, equally likely.
    /// </summary>
    /// <param name="key">Which evaluation they are for.</param>
    /// <param name="count">How many.</param>
    public GeneratorInput Latent(in SampleKey key, long count) => new(
        LatentVectors(key, count),
        _isConditional ? _batches.Condition(Random(key, Purpose.Condition), count) : null,
        SeedOf(key, Player.Generator));

    /// <summary>Latent vectors, and conditions that are chosen; nothing of them where none is asked for.</summary>
    /// <param name="key">Which evaluation they are for.</param>
    /// <param name="count">How many.</param>
    /// <param name="choice">
    /// From a sample's number and the number of classes, or of items that have an image or sentences, to the one.
    /// </param>
    public GeneratorInput Latent(in SampleKey key, long count, Func<long, long, long> choice)
    {
        var input = new GeneratorInput(LatentVectors(key, count), null, SeedOf(key, Player.Generator));
        return _generator.Blueprint.ReadsCondition && _batches.Choices is var choices
            ? input with { Condition = _batches.Condition(count, i => choice(i, choices)) }
            : Latent(key, count);
    }

    /// <summary>Latent vectors.</summary>
    /// <param name="key">Which evaluation they are for.</param>
    /// <param name="count">How many.</param>
    internal Tensor LatentVectors(in SampleKey key, long count) =>
        Random(key, Purpose.Latent).Latent(_gan.Generator.Law, count, _gan.Generator.Latent);

    /// <inheritdoc/>
    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in SampleKey key) =>
        Evaluate(state, key, false, false).Loss(player);

    /// <inheritdoc/>
    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in SampleKey key)
    {
        if (loss == by && _dense.Value is { } dense)
        {
            gradient[0] = dense.Gradient(by, state, key);
            return;
        }

        if (!_gan.IsAdversarial && (loss, by) != (Player.Generator, Player.Generator))
        {
            gradient[0] = 0 * state[(int)by]; // the discriminator has no part
            return;
        }

        var evaluation = Evaluate(state, key, by == Player.Generator, by == Player.Discriminator);
        gradient[0] = evaluation.Gradient(loss, by, state[(int)by]);
        if (loss == by && !key.Extrapolated)
        {
            Network(by).Restore(evaluation.Buffers(by));
        }
    }

    /// <summary>
    /// What tells whether training is healthy, on a sample of its own: both losses, the norms of both players' own
    /// gradients and parameters, and the mean scores of real and generated samples. Nothing is committed.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="key">Which random sample to see.</param>
    public IReadOnlyList<(string Name, double Value)> Diagnose(ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        var own = key with { Draw = DiagnosticDraw, Extrapolated = true };
        var evaluation = Evaluate(state, own, true, true);
        var figures = new List<(string, double)>();
        foreach (var player in Both)
        {
            var name = player.ToString().ToLowerInvariant();
            var loss = evaluation.Loss(player);
            figures.Add(($"loss/{name}", loss.IsNumber ? loss.Number : loss.Item()));
            figures.Add(($"gradient-norm/{name}", evaluation.Gradient(loss, player, state[(int)player], true).Norm()));
            figures.Add(($"parameter-norm/{name}", state[(int)player].Norm()));
        }

        var (real, generated) = evaluation.Scores();
        figures.Add(("score/real", real.Mean().Item()));
        figures.Add(("score/generated", generated.Mean().Item()));
        return figures;
    }

    /// <summary>
    /// The discriminator's scores of a batch, with the disturbances that its regularisers ask for. Nothing is
    /// committed.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="key">Which random sample to see.</param>
    /// <returns>The scores of real and of generated samples, [n, 1] each.</returns>
    public (Tensor Real, Tensor Generated) Scores(ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        using var recording = Autograd.NoGradient();
        return Evaluate(state, key, false, false).Scores();
    }

    /// <summary>
    /// The discriminator's scores of a batch without disturbances, and how steep they are there. Nothing is committed.
    /// </summary>
    /// <param name="of">Whose samples: the generator's, or the real ones that the discriminator stands for.</param>
    /// <param name="state">The state.</param>
    /// <param name="key">Which random sample to see.</param>
    /// <returns>The scores, and the norms of their gradients by the samples, [n] each.</returns>
    public (Tensor Scores, Tensor Slopes) Slopes(Player of, ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        var evaluation = Evaluate(state, key, false, false);
        var samples = of == Player.Generator ? evaluation.Generated : evaluation.Real;
        var scores = evaluation.Score(samples).Detach();
        return (scores.Reshape(scores.Shape[0], -1).Mean([1]), evaluation.ScoreSlope(samples).Detach());
    }

    /// <summary>
    /// How far generated samples move with the parameters: the mean over the batch of |J|^2, of the Jacobian of g(z) by
    /// them, in the norm of Frobenius.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="key">Which random sample to see.</param>
    /// <param name="directions">
    /// The random directions in the space of samples that it is estimated from, one a sample (Hutchinson 1990).
    /// </param>
    public double Steepness(ReadOnlySpan<Tensor> state, in SampleKey key, int directions)
    {
        var evaluation = Evaluate(state, key, true, false);
        var (leaves, random, count, sum) = (
            evaluation.Leaves(Player.Generator), Random(key, Purpose.Noise), evaluation.Generated.Shape[0], 0.0);
        for (var i = 0; i < directions; i++)
        {
            var one = evaluation.Generated.Narrow(0, i % count, 1);
            sum += Autograd.Gradient([one], [random.Normal(one.Shape)], leaves, keepGraph: true)
                .Sum(part => Tensor.Sum(part.Square()).Item());
        }

        return sum / directions;
    }

    /// <summary>A batch of real samples, [n, item...].</summary>
    /// <param name="key">Which evaluation it is for.</param>
    /// <exception cref="DataException">An item is damaged.</exception>
    public Tensor Real(in SampleKey key) => _batches.Read(key);

    /// <inheritdoc/>
    public void Project(Player player, Span<Tensor> state)
    {
        foreach (var regulariser in _gan.Regularisers)
        {
            state[(int)player] = regulariser.Project(player, state[(int)player]);
        }
    }

    /// <inheritdoc/>
    public void ProjectAdjoint(Player player, ReadOnlySpan<Tensor> state, Span<Tensor> v)
    {
        foreach (var regulariser in _gan.Regularisers.Reverse())
        {
            v[0] = regulariser.ProjectAdjoint(player, state[(int)player], v[0]);
        }
    }

    /// <inheritdoc/>
    public void BestRespond(Span<Tensor> state) =>
        throw new NotSupportedException(
            "a network's best response cannot be computed exactly; "
            + "take alternating with many discriminator steps (k) instead");

    private Tensor Judge(Tensor discriminator, Tensor samples, Condition? condition) =>
        _discriminator.Layer(
            new Pass(
                _discriminator.Unflatten(discriminator, differentiable: false),
                _discriminator.Buffers,
                training: false,
                condition),
            samples);

    // Of what the generator makes what is an item.
    private Tensor Items(Tensor generated) =>
        _gan.Generator.Levels == 1 ? generated : Pyramid.Level(generated, _batches.Shape[0], 0);

    // What a batch of real samples is of, which the generator is asked for too.
    private Condition? Condition(in SampleKey key) => _isConditional ? _batches.Condition(key) : null;

    private void RequireClasses()
    {
        if (_isConditional && _batches.Told is null)
        {
            var player = _generator.Blueprint.ReadsCondition ? Player.Generator : Player.Discriminator;
            throw new SettingsException(
                $"the {player.ToString().ToLowerInvariant()} takes a class label, but the data have no classes; "
                + "expected data with classes, such as a folder with one folder a class");
        }
    }

    private void RequireReading()
    {
        if (_gan.Regularisers.FirstOrDefault(r => r.ComparesPairs) is { } pairs && !_generator.Blueprint.ReadsCondition)
        {
            throw new SettingsException(
                $"{Spec.Write(pairs)} holds a sample against the real one of the same condition, but the generator "
                + $"reads none; expected conditioning: concatenation, say");
        }
    }

    private Lazy<DenseField?> WrittenOut() =>
        new(() => Written && !HasHalfProducts && _type == DType.Float32 && _device == "cpu"
            ? DenseField.Of(this, _gan, _batches.Shape.Aggregate(1, (product, length) => product * length))
            : null);

    private static ulong SeedOf(in SampleKey key, Player player) => Pass.SeedOf(
        key.Seed, ((ulong)key.Run << 52) | ((ulong)key.Step << 13) | ((ulong)key.Draw << 1) | (ulong)player);

    // The least that any step needs: the parameters, their gradient and where they are moved to.
    private void RequireMemory()
    {
        var (g, d) = (_generator.Blueprint.Size, _discriminator.Blueprint.Size);
        WorkingMemory.Require(
            3.0 * (g + d) * (_type == DType.Float64 ? sizeof(double) : sizeof(float)),
            FormattableString.Invariant($"networks of {g} and {d} parameters need"),
            "a smaller width or depth");
    }

    private RandomTensors Random(in SampleKey key, Purpose purpose) => new(key, purpose, _type, _device);

    private FieldEvaluation Evaluate(
        ReadOnlySpan<Tensor> state, in SampleKey key, bool byGenerator, bool byDiscriminator) => new(
        this,
        key,
        Made(state[0], key, byGenerator),
        new Pass(
            _discriminator.Unflatten(state[1], byDiscriminator),
            _discriminator.Buffers,
            training: true,
            Condition(key),
            SeedOf(key, Player.Discriminator)));

    // A batch of generated samples: made, or the one that the discriminator's evaluation of the same sample has kept.
    private Batch Made(Tensor generator, in SampleKey key, bool differentiable)
    {
        var (kept, seen) = (_kept, key with { Shared = false, Extrapolated = false });
        _kept = null;
        if (kept is not null && differentiable && kept.Key == seen && kept.Generator.Is(generator))
        {
            return kept;
        }

        // an encoder's pass would go on from the kept one
        var shared = key.Shared && !_gan.Regularisers.Any(r => r.NeedsEncoder);
        var pass = new Pass(
            _generator.Unflatten(generator, differentiable || shared),
            _generator.Buffers,
            training: true,
            Condition(key),
            SeedOf(key, Player.Generator));
        var made = new Batch(generator, seen, pass, _generator.Layer(pass, LatentVectors(key, _gan.Batch)));
        _kept = shared ? made : null;
        return shared && !differentiable ? made with { Samples = made.Samples.Detach() } : made;
    }

    /// <summary>A batch of generated samples.</summary>
    /// <param name="Generator">The generator's parameters, flat.</param>
    /// <param name="Key">Which evaluations it is for.</param>
    /// <param name="Pass">The pass through the generator that made it.</param>
    /// <param name="Samples">[n, item...].</param>
    private sealed record Batch(Tensor Generator, SampleKey Key, Pass Pass, Tensor Samples);
}
