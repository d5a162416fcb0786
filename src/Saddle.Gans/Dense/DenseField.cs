using Saddle.Games;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.Gans.Dense;

/// <summary>
/// Both players' own gradients of a neural game whose networks are dense layers: written out on storage that is kept,
/// where libtorch would build a graph and choose an operator at every step. Matrix products are libtorch's still.
/// </summary>
/// <remarks>
/// What a pass gave is used again for as long as its sample and its parameters stay the same: a rule that moves both
/// players at once has the generated samples, and what the discriminator says to them, once.
/// </remarks>
internal sealed class DenseField
{
    private readonly NeuralGame _game;
    private readonly Gan _gan;
    private readonly DenseNetwork _generator;
    private readonly DenseNetwork _discriminator;

    // What the generator's rows are of, and the discriminator's of real and of generated samples.
    private Seen _made;
    private Seen _real;
    private Seen _generated;

    private DenseField(NeuralGame game, Gan gan, DenseNetwork generator, DenseNetwork discriminator) =>
        (_game, _gan, _generator, _discriminator) = (game, gan, generator, discriminator);

    // The discriminator's rows; the generator has as many as there are real samples.
    private Range Real => 0.._gan.Batch;

    private Range Generated => _gan.Batch..(2 * _gan.Batch);

    /// <summary>The field of a game; null where something has no written-out form.</summary>
    /// <param name="game">The game, in single precision in main memory.</param>
    /// <param name="gan">What it is.</param>
    /// <param name="item">The number of an item's elements.</param>
    public static DenseField? Of(NeuralGame game, Gan gan, int item) =>
        ThreadPolicy.IsSmall(game, gan.Batch) // all of it has one thread
        && gan.Regularisers.All(r => r.OnlyProjects)
        && gan.Conditioning.Count == 0
        && gan.IsAdversarial
        && DenseNetwork.Of(game.Network(Player.Generator), gan.Generator.Latent, gan.Batch) is { } generator
        && DenseNetwork.Of(game.Network(Player.Discriminator), item, 2 * gan.Batch) is { } discriminator
            ? new(game, gan, generator, discriminator)
            : null;

    /// <summary>A player's own gradient of its own loss, flat.</summary>
    /// <param name="player">The player.</param>
    /// <param name="state">The state.</param>
    /// <param name="key">Which random sample to see.</param>
    public Tensor Gradient(Player player, ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        var network = player == Player.Generator ? ByGenerator(state, key) : ByDiscriminator(state, key);
        return Tensor.From(network.Gradient, [network.Gradient.Length]);
    }

    private DenseNetwork ByDiscriminator(ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        Judge(state, key, real: true, generated: true);
        Slopes(Player.Discriminator, _discriminator.OutputSlopes(Real), _discriminator.OutputSlopes(Generated));
        _discriminator.BackwardToParameters(Flat(state, Player.Discriminator), 0..(2 * _gan.Batch));
        return _discriminator;
    }

    private DenseNetwork ByGenerator(ReadOnlySpan<Tensor> state, in SampleKey key)
    {
        Judge(state, key, _gan.Objective.GeneratorSeesReal, generated: true);
        Slopes(Player.Generator, _discriminator.OutputSlopes(Real), _discriminator.OutputSlopes(Generated));
        _discriminator.BackwardToInputs(Flat(state, Player.Discriminator), Generated);
        _discriminator.InputSlopes(Generated).CopyTo(_generator.OutputSlopes(Real));
        _generator.BackwardToParameters(Flat(state, Player.Generator), Real);
        return _generator;
    }

    // The derivatives of a player's loss by the scores.
    private void Slopes(Player player, Span<float> byReal, Span<float> byGenerated) => _gan.Objective.Slopes(
        player, _discriminator.Outputs(Real), _discriminator.Outputs(Generated), byReal, byGenerated);

    // The discriminator's scores, as far as they are not there.
    private void Judge(ReadOnlySpan<Tensor> state, in SampleKey key, bool real, bool generated)
    {
        Make(state[0], key);
        var (seen, judged) = (new Seen(key, 0, state[1]), new Seen(key, state[0], state[1]));
        (real, generated) = (real && !_real.Is(seen), generated && !_generated.Is(judged));
        if (real)
        {
            _game.Real(key).CopyTo(_discriminator.Inputs(Real));
            _real = seen;
        }

        if (generated)
        {
            _generated = judged;
        }

        // one pass for both: larger matrix products
        if (real || generated)
        {
            var rows = (real ? 0 : _gan.Batch)..(generated ? 2 * _gan.Batch : _gan.Batch);
            _discriminator.Forward(Flat(state, Player.Discriminator), rows);
        }
    }

    // Generated samples, where the discriminator reads them.
    private void Make(Tensor generator, in SampleKey key)
    {
        var seen = new Seen(key, generator, 0);
        if (_made.Is(seen))
        {
            return;
        }

        _game.LatentVectors(key, _gan.Batch).CopyTo(_generator.Inputs(Real));
        _generator.Forward(generator.Elements<float>(), Real);
        _generator.Outputs(Real).CopyTo(_discriminator.Inputs(Generated));
        (_made, _generated) = (seen, default);
    }

    private static ReadOnlySpan<float> Flat(ReadOnlySpan<Tensor> state, Player player) =>
        state[(int)player].Elements<float>();
}
