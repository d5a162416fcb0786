using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans;

/// <content>What one evaluation computes.</content>
public sealed partial class NeuralGame
{
    /// <summary>One evaluation: the passes of both networks, and the losses as they are asked for.</summary>
    private sealed class FieldEvaluation : Round
    {
        private readonly NeuralGame _game;
        private readonly SampleKey _sample;
        private readonly Pass[] _passes;
        private readonly Lazy<Tensor> _real;
        private readonly Lazy<Tensor> _reconstruction;
        private RandomTensors _random;

        public FieldEvaluation(NeuralGame game, SampleKey key, Batch generated, Pass discriminator)
        {
            (_game, _sample, _passes) = (game, key, [generated.Pass, discriminator]);
            _random = Fresh();
            _real = new(() => game._batches.Read(key));
            _reconstruction = new(() => Generate(Encode(Real)));
            Generated = generated.Samples;
        }

        public override Tensor Real => _real.Value;

        public override Tensor Generated { get; }

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
            var (real, generated) = needsReal ? Scores() : (0, Score(Disturbed(Generated, Purpose.GeneratedNoise)));
            var loss = player == Player.Discriminator
                ? gan.Objective.Discriminator(real, generated)
                : gan.Objective.Generator(real, generated);
            foreach (var regulariser in gan.Regularisers)
            {
                loss += regulariser.Penalty(player, this);
            }

            return loss;
        }

        private RandomTensors Fresh() => _game.Random(_sample, Purpose.Penalty);

        public (Tensor Real, Tensor Generated) Scores()
        {
            var target = _game._gan.Regularisers.Aggregate(
                Real, (samples, regulariser) => regulariser.Target(samples, this));
            var (real, generated) = (
                Disturbed(target, Purpose.RealNoise), Disturbed(Generated, Purpose.GeneratedNoise));
            if (_game._discriminator.Blueprint is { MixesBatch: true } or { PassesApart: true })
            {
                return (Score(real), Score(generated));
            }

            // One pass through the network for both: half the calls, and larger matrix products.
            var scores = Score(Tensor.Concatenate([real, generated]));
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
