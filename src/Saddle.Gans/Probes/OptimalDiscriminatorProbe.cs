using System.Globalization;
using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// What a discriminator trained to the end would say: the generator is frozen, a fresh discriminator is trained, and
/// its error, its accuracy and the generator's gradient are followed. Where the laws of real and generated samples lie
/// on sets that hardly meet, the accuracy goes to 1, the gradient of log(1 - D) goes to 0, and that of -log D grows and
/// differs more and more from one minibatch to the next.
/// </summary>
/// <param name="Iterations">The number of updates of the discriminator.</param>
/// <param name="Eta">Adam's learning rate.</param>
/// <param name="Noise">
/// The standard deviation of Gaussian noise on all that the discriminator sees: what softens the supports.
/// </param>
/// <remarks>
/// Arjovsky and Bottou 2017, arXiv:1701.04862, figures 1 to 3: there 4,000 iterations for DCGAN after 1, 10 and 25
/// epochs. The discriminator has the run's architecture and none of its regularisers: the question is what the supports
/// allow. Theorem 2.4's distance of D to the optimal one, 1 on real and 0 on generated samples with no slope there, is
/// that on the batch that the gradient is taken of; the bound is then exact for this batch, but for the generator's
/// steepness M, which is estimated. Where the supports meet the distance does not go to 0, and from 1 on the theorem
/// says nothing.
/// </remarks>
[Entry(
    "optimal-discriminator",
    "a fresh discriminator against the frozen generator: error, accuracy, gradients against iterations",
    @"D_n \to D^* = P_r / (P_r + P_g);\quad \|D - D^*\| < \epsilon "
    + @"\Rightarrow \|\nabla_\theta E\,\log(1 - D)\| < M \epsilon / (1 - \epsilon)",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorems 2.1 to 2.6, figures 1 to 3")]
public sealed record OptimalDiscriminatorProbe(
    [Parameter("the updates of the discriminator", Min = 1, Max = 10_000_000)] int Iterations = 500,
    [Parameter("Adam's learning rate", Min = 0, Max = 10)] double Eta = 1e-3,
    [Parameter("the standard deviation of noise on all that the discriminator sees", Min = 0, Max = 1e6)]
    double Noise = 0) : Probe
{
    private const int Points = 24;
    private const int Directions = 64;
    private const int Minibatches = 8;

    /// <summary>
    /// The accuracy that counts as telling all samples: of a few hundred that are looked at, none is mistaken.
    /// </summary>
    public const double Perfect = 0.9995;

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var course = Course(at);
        var (first, last) = (course[0], course[^1]);
        var perfect = course.FirstOrDefault(p => p.Accuracy > Perfect);
        var finding = perfect is not null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"after {perfect.Iteration} iterations a fresh discriminator tells every sample; "
                + $"after {last.Iteration} its error is {last.Error:G3}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"after {last.Iteration} iterations a fresh discriminator tells {last.Accuracy:P1} of the samples, "
                + $"with an error of {last.Error:G3}");
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{finding}; the generator's gradient went from {first.Saturating:G3} to {last.Saturating:G3} under "
                + $"log(1 - D), from {first.NonSaturating:G3} to {last.NonSaturating:G3} under -log D"),
            [
                ("error", last.Error),
                ("accuracy", last.Accuracy),
                ("separation", last.Separation),
                ("iterations-to-perfect", perfect?.Iteration ?? double.NaN),
                ("gradient-norm/saturating/first", first.Saturating),
                ("gradient-norm/saturating", last.Saturating),
                ("gradient-norm/non-saturating/first", first.NonSaturating),
                ("gradient-norm/non-saturating", last.NonSaturating),
                ("gradient-deviation/non-saturating/first", first.Deviation),
                ("gradient-deviation/non-saturating", last.Deviation),
                ("distance", last.Distance),
                ("bound", last.Bound),
            ])
        {
            Figure = Draw(course),
        };
    }

    /// <summary>What was measured at each of some iterations, evenly spaced on a logarithmic scale.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="cancellation">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<FreshDiscriminator> Course(Snapshot at, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        IReadOnlyList<Regulariser> noise = Noise > 0 ? [new InstanceNoise(Noise, Annealing.None)] : [];
        var (game, state) = at.With(new NonSaturating(), noise);
        var (saturating, _) = at.With(new Saturating(), noise);
        state[1] = game.Start(at.Seed)[1];
        saturating.Network(Player.Discriminator).Restore(game.Network(Player.Discriminator).Buffers);
        var update = new Adam(Beta1: 0.5) { EtaG = 0, EtaD = Eta }.Bind<Tensor>(new FrozenGenerator(game));
        var memory = new Tensor[update.MemorySize];
        var key = at.Key(StreamName.FreshTraining, 0) with { Extrapolated = false };
        update.Begin(state, memory, key);
        var due = Due();
        var steepness = Math.Sqrt(game.Steepness(state, at.Key(StreamName.FreshGradients, 0), Directions));
        var course = new List<FreshDiscriminator>();
        for (var i = 0; i <= Iterations; i++)
        {
            if (due.Contains(i))
            {
                saturating.Network(Player.Discriminator).Restore(game.Network(Player.Discriminator).Buffers);
                course.Add(Look(at, game, saturating, state, i) with { Steepness = steepness });
            }

            cancellation.ThrowIfCancellationRequested();

            // The rule counts its steps from 0, which is also where a fresh stretch of the data begins.
            update.Step(state, memory, key with { Step = i });
            scope.Sweep(state, memory);
        }

        return course;
    }

    private HashSet<int> Due() =>
        [0, .. Enumerable.Range(0, Points).Select(i => (int)Math.Round(Math.Pow(Iterations, i / (Points - 1.0))))];

    private static FreshDiscriminator Look(
        Snapshot at, NeuralGame game, NeuralGame saturating, Tensor[] state, int iteration)
    {
        var (real, generated) = game.Scores(state, at.Key(StreamName.FreshScores, iteration));
        var (r, g) = (real.ToDoubles(), generated.ToDoubles());
        var key = at.Key(StreamName.FreshGradients, iteration);
        return new(
            iteration,
            game.Loss(Player.Discriminator, state, key).Item(),
            (r.Count(v => v > 0) + g.Count(v => v < 0)) / (double)(r.Length + g.Length),
            Separation.Of(r, g),
            Norm(saturating, state, key),
            Norm(game, state, key),
            Math.Max(Distance(Player.Generator, game, state, key), Distance(Player.Discriminator, game, state, key)))
        {
            Deviation = Deviation(at, game, state, iteration),
        };
    }

    // Between minibatches that nothing else sees.
    private static double Deviation(Snapshot at, NeuralGame game, Tensor[] state, long iteration)
    {
        var gradients = Enumerable.Range(0, Minibatches)
            .Select(i => Gradient(game, state, at.Key(StreamName.FreshDeviation, (iteration * Minibatches) + i)))
            .ToList();
        var mean = gradients.Aggregate((a, b) => a + b) / Minibatches;
        return Math.Sqrt(gradients.Sum(g => Math.Pow((g - mean).Norm(), 2)) / (Minibatches - 1));
    }

    // D is the sigmoid of the score f, so its slope is D (1 - D) that of f.
    private static double Distance(Player of, NeuralGame game, Tensor[] state, in SampleKey key)
    {
        var (scores, slopes) = game.Slopes(of, state, key);
        var wrong = Tensor.Sigmoid(of == Player.Generator ? scores : -scores);
        return (wrong + (wrong * (1 - wrong) * slopes)).Max().Item();
    }

    private static double Norm(NeuralGame game, Tensor[] state, in SampleKey key) =>
        Gradient(game, state, key).Norm();

    private static Tensor Gradient(NeuralGame game, Tensor[] state, in SampleKey key)
    {
        var gradient = new Tensor[1];
        game.Gradient(Player.Generator, Player.Generator, state, gradient, key);
        return gradient[0];
    }

    private static Figure Draw(IReadOnlyList<FreshDiscriminator> course)
    {
        double?[] x = [.. course.Select(p => (double?)Math.Max(1, p.Iteration))];
        Line Curve(string name, Func<FreshDiscriminator, double> value) =>
            new(name, x, [.. course.Select(p => value(p) > 0 ? value(p) : (double?)null)]);
        var iterations = new Axis("iterations of the discriminator", Log: true);
        return new(
            "A fresh discriminator against the frozen generator",
            [
                new("error", iterations, new("cross entropy, nats", Log: true), [Curve("error", p => p.Error)]),
                new(
                    "accuracy",
                    iterations,
                    new("share of samples told", Low: 0.4, High: 1),
                    [Curve("accuracy", p => p.Accuracy)]),
                new("the generator's gradient", iterations, new("norm", Log: true),
                    [
                        Curve("log(1 - D)", p => p.Saturating),
                        Curve("-log D", p => p.NonSaturating),
                        Curve("bound of theorem 2.4", p => p.Bound) with { Stroke = Stroke.Dash },
                    ]),
            ],
            Columns: 3);
    }
}
