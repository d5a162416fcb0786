using Saddle.Games;
using Saddle.Gans.Conditions;
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
        private readonly Tensor[] _answers = [0, 0];
        private RandomTensors _random;

        public FieldEvaluation(NeuralGame game, SampleKey key, Batch generated, Pass discriminator)
        {
            (_game, _sample, _passes) = (game, key, [generated.Pass, discriminator]);
            _random = Fresh();
            _real = new(() => Pyramid.Of(game._batches.Read(key), game._gan.Discriminator.Levels));
            _reconstruction = new(() => Generate(Encode(Real)));
            Generated = generated.Samples;
        }

        public override Tensor Real => _real.Value;

        public override Tensor Latent => _game.LatentVectors(_sample, _game._gan.Batch);

        public override Tensor Generated { get; }

        public override Tensor Reconstruction => _reconstruction.Value;

        public override RandomTensors Random => _random;

        public override long Step => _sample.Step / _game._shards;

        public override Condition? Condition => _passes[0].Condition;

        public override Tensor Divergence => _passes[0].Divergence;

        public Tensor[] Leaves(Player player) => [.. _passes[(int)player].Parameters];

        public IReadOnlyList<Tensor> Buffers(Player player) => _passes[(int)player].Buffers;

        public override Tensor Mismatch(Tensor images, bool learns)
        {
            var matcher = _game._generator.Blueprint.Matcher
                ?? throw new InvalidOperationException("No encoders match images and sentences in this GAN.");
            return matcher.Loss(learns ? _passes[0] : _passes[0].Frozen, _game.Items(images));
        }

        public override Tensor NextLatent() =>
            _random.Latent(_game._gan.Generator.Law, _game._gan.Batch, _game._gan.Generator.Latent);

        public override Tensor Generate(Tensor latent) => _game._generator.Layer(_passes[0], latent);

        public override Tensor Encode(Tensor samples) => _game._generator.Second(_passes[0], samples);

        public override Tensor Score(Tensor samples) => _game._discriminator.Layer(_passes[1], samples);

        public override Tensor SecondScore(Tensor samples) => _game._discriminator.Second(_passes[1], samples);

        public Tensor Gradient(Player loss, Player by, Tensor like) => Gradient(Loss(loss), by, like, false);

        /// <summary>The gradient of a loss, flat; 0 where the loss depends on nothing.</summary>
        public Tensor Gradient(Tensor loss, Player by, Tensor like, bool keepGraph) => loss.IsNumber
            ? 0 * like
            : _game.Network(by).Flatten(Autograd.Gradient(loss, Leaves(by), keepGraph: keepGraph), like);

        public Tensor Loss(Player player)
        {
            var gan = _game._gan;
            _random = Fresh(); // a player's loss does not depend on whether the other's was asked for before
            var loss = gan.IsAdversarial ? Adversarial(player) : 0;
            if (!gan.IsAdversarial && player == Player.Generator)
            {
                loss = gan.Conditioning.Aggregate(loss, (sum, way) => sum + way.Before(this));
            }

            if (gan.IsAdversarial || player == Player.Generator)
            {
                foreach (var regulariser in gan.Regularisers)
                {
                    loss += regulariser.Penalty(player, this);
                }
            }

            return loss;
        }

        private Tensor Adversarial(Player player)
        {
            var gan = _game._gan;
            var needsReal = player == Player.Discriminator || gan.Objective.GeneratorSeesReal;
            var wrong = player == Player.Discriminator
                ? gan.Conditioning.Select(way => way.WrongPairs).FirstOrDefault(pair => pair is not null)
                : null;
            var (real, generated) = needsReal ? Scores(wrong) : (0, ScoresOf(Seen(Player.Generator))[0]);
            var loss = player == Player.Discriminator
                ? gan.Objective.Discriminator(real, generated)
                : gan.Objective.Generator(real, generated);
            foreach (var way in gan.Conditioning)
            {
                loss += way.Term(player, this);
            }

            return loss;
        }

        private RandomTensors Fresh() => _game.Random(_sample, Purpose.Penalty);

        public override Tensor Answers(Player of) => _answers[(int)of].IsNumber
            ? throw new InvalidOperationException("Nothing beside the score has seen these samples.")
            : _answers[(int)of];

        /// <summary>The scores of the batch.</summary>
        /// <param name="wrong">
        /// Under which wrong conditions the real samples are scored too, if any; theirs then follow the generated
        /// samples'.
        /// </param>
        public (Tensor Real, Tensor Generated) Scores(WrongPair? wrong = null)
        {
            var (real, generated) = (Seen(Player.Discriminator), Seen(Player.Generator));
            if (wrong is not { } pair)
            {
                var scores = ScoresOf(real, generated);
                return (scores[0], scores[1]);
            }

            var own = Condition!;
            var pairs = _game._batches.Wrong(own, pair, _game.Random(_sample, Purpose.WrongCondition));
            var three = ScoresOf(real, generated, real with { Condition = pairs });

            // what is scored without a word about it is none the worse for a wrong one
            return _game._discriminator.Blueprint.Unconditional is > 0 and var alone
                ? (three[0], Tensor.Concatenate(
                    [three[1].Reshape(-1), three[2].Narrow(1, alone, three[2].Shape[1] - alone).Reshape(-1)]))
                : (three[0], Tensor.Concatenate([three[1], three[2]]));
        }

        // Samples as the discriminator sees them, and under which condition.
        private Shown Seen(Player of) => new(
            of,
            of == Player.Generator
                ? Disturbed(Generated, Purpose.GeneratedNoise)
                : Disturbed(
                    _game._gan.Regularisers.Aggregate(
                        Real, (samples, regulariser) => regulariser.Target(samples, this)),
                    Purpose.RealNoise),
            Condition);

        // In one pass through the network where it has nothing against it: half the calls, and larger matrix products.
        private Tensor[] ScoresOf(params Shown[] shown)
        {
            var pass = _passes[1];
            var own = pass.Condition;
            var apart = _game._discriminator.Blueprint is { MixesBatch: true } or { PassesApart: true };
            var scores = apart || shown.Length == 1
                ? [.. shown.Select(one => Score(one))]
                : Together(shown);
            pass.Condition = own;
            return scores;
        }

        private Tensor Score(Shown shown)
        {
            var pass = _passes[1];
            pass.Condition = shown.Condition;
            var scores = Score(shown.Samples);
            Keep(shown, pass.Answers);
            return scores;
        }

        private Tensor[] Together(Shown[] shown)
        {
            var pass = _passes[1];
            pass.Condition = shown[0].Condition?.Then([.. shown.Skip(1).Select(one => one.Condition!)]);
            var scores = Score(Tensor.Concatenate([.. shown.Select(one => one.Samples)]));
            foreach (var (i, one) in shown.Index())
            {
                Keep(one, pass.Answers.IsNumber ? 0 : Part(pass.Answers, i));
            }

            return [.. shown.Select((_, i) => Part(scores, i))];

            Tensor Part(Tensor all, int i)
            {
                var length = all.Shape[0] / shown.Length;
                return all.Narrow(0, i * length, length);
            }
        }

        // What is said of real samples, and not of what they are wrongly told to be.
        private void Keep(Shown shown, Tensor answers)
        {
            if (ReferenceEquals(shown.Condition, Condition))
            {
                _answers[(int)shown.Of] = answers;
            }
        }

        private Tensor Disturbed(Tensor samples, Purpose purpose)
        {
            foreach (var regulariser in _game._gan.Regularisers)
            {
                samples = regulariser.Disturb(samples, _game.Random(_sample, purpose), Step);
            }

            return samples;
        }

        /// <summary>Samples as the discriminator sees them.</summary>
        /// <param name="Of">Whose they are.</param>
        /// <param name="Samples">[n, item...].</param>
        /// <param name="Condition">What they are told to be.</param>
        private sealed record Shown(Player Of, Tensor Samples, Condition? Condition);
    }
}
