using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>
/// A neural GAN as a two-player game on tensors. Each player is one coordinate: all its parameters, flat. Any update rule
/// drives it; products with the field's Jacobian are by double backward.
/// </summary>
/// <remarks>
/// An evaluation sees a minibatch of real samples and of latent vectors that are pure functions of its <see cref="Sample"/>.
/// Real samples come epoch by epoch, each epoch in an order of its own; each evaluation within an update (by
/// <see cref="Sample.Draw"/>) walks through the data by itself.
/// </remarks>
public sealed class NeuralGame : IGame<Tensor>
{
    // The number of the evaluation that no rule makes.
    private const int DiagnosticDraw = 4095;

    private static readonly Player[] Both = [Player.Generator, Player.Discriminator];

    private readonly Gan _gan;
    private readonly Batches _batches;
    private readonly PlayerNetwork _generator;
    private readonly PlayerNetwork _discriminator;
    private readonly string _device;
    private readonly DType _type;

    /// <summary>Sets a game up.</summary>
    /// <param name="gan">The networks, the objective and the regularisers.</param>
    /// <param name="items">The data.</param>
    /// <param name="seed">The seed of the order of the data.</param>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="device">The device: cpu, cuda or cuda:N.</param>
    /// <exception cref="Catalog.SettingsException">A network does not fit the items.</exception>
    public NeuralGame(Gan gan, IItems items, ulong seed, DType type = DType.Float32, string device = "cpu")
    {
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(items);
        (_gan, _type, _device) = (gan, type, device);
        _batches = new(items, seed, gan.Batch, type, device);
        _generator = gan.GeneratorPlayer(_batches.Shape);
        _discriminator = gan.DiscriminatorPlayer(_batches.Shape);
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
    public Tensor[] Start(ulong seed) => [_generator.Start(seed, 0, _type, _device), _discriminator.Start(seed, 1, _type, _device)];

    /// <summary>Generated samples, with the running statistics of normalisation layers.</summary>
    /// <param name="generator">The generator's parameters, flat.</param>
    /// <param name="latent">[n, length of the latent vector].</param>
    public Tensor Generate(Tensor generator, Tensor latent)
    {
        using var recording = Autograd.NoGradient();
        return _generator.Layer(new Pass(_generator.Unflatten(generator, differentiable: false), _generator.Buffers, training: false), latent);
    }

    /// <summary>The encoder's latent vectors of samples, with the running statistics of normalisation layers.</summary>
    /// <param name="generator">The generator player's parameters, flat.</param>
    /// <param name="samples">[n, item...].</param>
    /// <returns>[n, length of the latent vector].</returns>
    /// <exception cref="InvalidOperationException">No regulariser of the GAN asks for an encoder.</exception>
    public Tensor Encode(Tensor generator, Tensor samples)
    {
        using var recording = Autograd.NoGradient();
        return _generator.Second(new Pass(_generator.Unflatten(generator, differentiable: false), _generator.Buffers, training: false), samples);
    }

    /// <summary>Latent vectors.</summary>
    /// <param name="sample">Which evaluation they are for.</param>
    /// <param name="count">How many.</param>
    public Tensor Latent(in Sample sample, long count) =>
        Random(sample, Purpose.Latent).Latent(_gan.Generator.Law, count, _gan.Generator.Latent);

    /// <inheritdoc/>
    public Tensor Loss(Player player, ReadOnlySpan<Tensor> state, in Sample sample) => Evaluate(state, sample, false, false).Loss(player);

    /// <inheritdoc/>
    public void Gradient(Player loss, Player by, ReadOnlySpan<Tensor> state, Span<Tensor> gradient, in Sample sample)
    {
        var evaluation = Evaluate(state, sample, by == Player.Generator, by == Player.Discriminator);
        var leaves = evaluation.Leaves(by);
        gradient[0] = Network(by).Flatten(Autograd.Gradient(evaluation.Loss(loss), leaves), state[(int)by]);
        if (loss == by && !sample.Extrapolated)
        {
            Network(by).Restore(evaluation.Buffers(by));
        }
    }

    /// <summary>
    /// What tells whether training is healthy, on a sample of its own: both losses, the norms of both players' own gradients
    /// and parameters, and the mean scores of real and generated samples. Nothing is committed.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="sample">The random sample to see.</param>
    public IReadOnlyList<(string Name, double Value)> Diagnose(ReadOnlySpan<Tensor> state, in Sample sample)
    {
        var key = sample with { Draw = DiagnosticDraw, Extrapolated = true };
        var evaluation = Evaluate(state, key, true, true);
        var figures = new List<(string, double)>();
        foreach (var player in Both)
        {
            var name = player.ToString().ToLowerInvariant();
            var loss = evaluation.Loss(player);
            var gradient = Network(player).Flatten(Autograd.Gradient(loss, evaluation.Leaves(player), keepGraph: true), state[(int)player]);
            figures.Add(($"loss/{name}", loss.Item()));
            figures.Add(($"gradient-norm/{name}", Norm(gradient)));
            figures.Add(($"parameter-norm/{name}", Norm(state[(int)player])));
        }

        var (real, fake) = evaluation.Scores();
        figures.Add(("score/real", real.Mean().Item()));
        figures.Add(("score/generated", fake.Mean().Item()));
        return figures;
    }

    /// <summary>The discriminator's scores of a batch, with the disturbances that its regularisers ask for. Nothing is committed.</summary>
    /// <param name="state">The state.</param>
    /// <param name="sample">The random sample to see.</param>
    /// <returns>The scores of real and of generated samples, [n, 1] each.</returns>
    public (Tensor Real, Tensor Generated) Scores(ReadOnlySpan<Tensor> state, in Sample sample)
    {
        using var recording = Autograd.NoGradient();
        return Evaluate(state, sample, false, false).Scores();
    }

    /// <summary>A batch of real samples, [n, item...].</summary>
    /// <param name="sample">Which evaluation it is for.</param>
    /// <exception cref="DataException">An item is damaged.</exception>
    public Tensor Real(in Sample sample) => _batches.Read(sample);

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
        throw new NotSupportedException("a network's best response cannot be computed exactly; take alternating with many discriminator steps (k) instead");

    /// <inheritdoc/>
    public void JacobianProduct(ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in Sample sample)
    {
        // Twice reversed: J' w is linear in w, so its derivative by w in the direction v is J v. What does not move needs no column.
        product.Fill(0);
        if (NotZero(v) is not { Length: > 0 } moving)
        {
            return;
        }

        var evaluation = Evaluate(state, sample, true, true);
        Tensor[] weights = [Zeros(state[0]).AsLeaf(), Zeros(state[1]).AsLeaf()];
        Tensor[] field = [Field(evaluation, Player.Generator, state), Field(evaluation, Player.Discriminator, state)];
        var columns = Gradients(field, weights, evaluation, moving, state, createGraph: true);
        Autograd.Gradient(columns, Filled(v, moving, state), weights).CopyTo(product);
    }

    /// <inheritdoc/>
    public void TransposedJacobianProduct(ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in Sample sample)
    {
        product.Fill(0);
        if (NotZero(v) is not { Length: > 0 } weighted)
        {
            return;
        }

        var evaluation = Evaluate(state, sample, true, true);
        var field = new Tensor[weighted.Length];
        for (var i = 0; i < field.Length; i++)
        {
            field[i] = Field(evaluation, weighted[i], state);
        }

        Gradients(field, Filled(v, weighted, state), evaluation, Both, state, createGraph: false).CopyTo(product);
    }

    private static double Norm(Tensor vector) => Math.Sqrt(Tensor.Sum(vector.Square()).Item());

    private static Tensor Zeros(Tensor like) => Tensor.Zeros(like.Shape, like.DType, like.Device);

    /// <summary>The players whose part of a vector is not the plain number 0.</summary>
    private static Player[] NotZero(ReadOnlySpan<Tensor> v) => (v[0], v[1]) switch
    {
        ({ IsNumber: true, Number: 0 }, { IsNumber: true, Number: 0 }) => [],
        ({ IsNumber: true, Number: 0 }, _) => [Player.Discriminator],
        (_, { IsNumber: true, Number: 0 }) => [Player.Generator],
        _ => Both,
    };

    private static Tensor[] Filled(ReadOnlySpan<Tensor> v, Player[] players, ReadOnlySpan<Tensor> state)
    {
        var parts = new Tensor[players.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, like) = (v[(int)players[i]], state[(int)players[i]]);
            parts[i] = part.IsNumber ? Tensor.Full(like.Shape, part.Number, like.DType, like.Device) : part;
        }

        return parts;
    }

    /// <summary>A player's part of the field, differentiable.</summary>
    private Tensor Field(Evaluation evaluation, Player player, ReadOnlySpan<Tensor> state) =>
        Network(player).Flatten(Autograd.Gradient(evaluation.Loss(player), evaluation.Leaves(player), createGraph: true), state[(int)player]);

    /// <summary>The gradient of outputs . weights by the parameters of players, flat, player by player.</summary>
    private Tensor[] Gradients(Tensor[] outputs, Tensor[] weights, Evaluation evaluation, Player[] by, ReadOnlySpan<Tensor> state, bool createGraph)
    {
        var all = Autograd.Gradient(outputs, weights, [.. by.SelectMany(evaluation.Leaves)], createGraph);
        var flat = new Tensor[by.Length];
        var first = 0;
        for (var i = 0; i < flat.Length; i++)
        {
            var count = Network(by[i]).Blueprint.Parameters.Count;
            flat[i] = Network(by[i]).Flatten(all.AsSpan(first, count), state[(int)by[i]]);
            first += count;
        }

        return flat;
    }

    private RandomTensors Random(in Sample sample, Purpose purpose) => new(sample, purpose, _type, _device);

    private Evaluation Evaluate(ReadOnlySpan<Tensor> state, in Sample sample, bool byGenerator, bool byDiscriminator) => new(
        this,
        sample,
        new Pass(_generator.Unflatten(state[0], byGenerator), _generator.Buffers, training: true),
        new Pass(_discriminator.Unflatten(state[1], byDiscriminator), _discriminator.Buffers, training: true));

    /// <summary>One evaluation: the passes of both networks, and the losses as they are asked for.</summary>
    private sealed class Evaluation : Round
    {
        private readonly NeuralGame _game;
        private readonly Sample _sample;
        private readonly Pass[] _passes;
        private readonly Lazy<Tensor> _real;
        private readonly Lazy<Tensor> _reconstruction;
        private RandomTensors _random;

        public Evaluation(NeuralGame game, Sample sample, params Pass[] passes)
        {
            (_game, _sample, _passes) = (game, sample, passes);
            _random = Fresh();
            _real = new(() => game._batches.Read(sample));
            _reconstruction = new(() => Generate(Encode(Real)));
            Fake = Generate(game.Latent(sample, game._gan.Batch));
        }

        public override Tensor Real => _real.Value;

        public override Tensor Fake { get; }

        public override Tensor Reconstruction => _reconstruction.Value;

        public override RandomTensors Random => _random;

        public override long Step => _sample.Step;

        public Tensor[] Leaves(Player player) => [.. _passes[(int)player].Parameters];

        public IReadOnlyList<Tensor> Buffers(Player player) => _passes[(int)player].Buffers;

        public override Tensor Generate(Tensor latent) => _game._generator.Layer(_passes[0], latent);

        public override Tensor Encode(Tensor samples) => _game._generator.Second(_passes[0], samples);

        public override Tensor Score(Tensor samples) => _game._discriminator.Layer(_passes[1], samples);

        public override Tensor SecondScore(Tensor samples) => _game._discriminator.Second(_passes[1], samples);

        public Tensor Loss(Player player)
        {
            var gan = _game._gan;
            _random = Fresh(); // a player's loss does not depend on whether the other's was asked for before
            var needsReal = player == Player.Discriminator || gan.Objective.GeneratorSeesReal;
            var (real, fake) = needsReal ? Scores() : (0, Score(Disturbed(Fake, Purpose.GeneratedNoise)));
            var loss = player == Player.Discriminator ? gan.Objective.Discriminator(real, fake) : gan.Objective.Generator(fake, real);
            foreach (var regulariser in gan.Regularisers)
            {
                loss += regulariser.Penalty(player, this);
            }

            return loss;
        }

        private RandomTensors Fresh() => _game.Random(_sample, Purpose.Penalty);

        public (Tensor Real, Tensor Fake) Scores()
        {
            var target = _game._gan.Regularisers.Aggregate(Real, (samples, regulariser) => regulariser.Target(samples, this));
            var (real, fake) = (Disturbed(target, Purpose.RealNoise), Disturbed(Fake, Purpose.GeneratedNoise));
            if (_game._discriminator.Blueprint.MixesBatch)
            {
                return (Score(real), Score(fake));
            }

            // One pass through the network for both: half the calls, and larger matrix products.
            var scores = Score(Tensor.Concatenate([real, fake]));
            var half = scores.Shape[0] / 2;
            return (scores.Narrow(0, 0, half), scores.Narrow(0, half, half));
        }

        private Tensor Disturbed(Tensor samples, Purpose purpose)
        {
            foreach (var regulariser in _game._gan.Regularisers)
            {
                samples = regulariser.Disturb(samples, _game.Random(_sample, purpose), _sample.Step);
            }

            return samples;
        }
    }
}
