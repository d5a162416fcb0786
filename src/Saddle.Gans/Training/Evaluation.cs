using Saddle.Data;
using Saddle.Games;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>What a run's generator makes, and how good it is, at any step: always from the same latent vectors.</summary>
internal sealed class Evaluation(NeuralGame game, IItems items, TrainingSettings settings)
{
    private const int ModeSamples = 2500;

    /// <summary>The figure that decides which checkpoint is the best; null where there is none.</summary>
    public (string Name, bool HigherIsBetter)? Watched => items is IModes ? ("modes/score", true) : null;

    /// <summary>Samples for a grid.</summary>
    /// <param name="generator">The generator's parameters, flat.</param>
    public Tensor Samples(Tensor generator) => Generate(generator, settings.Samples, 0);

    /// <summary>Figures of what the generator makes.</summary>
    /// <param name="generator">The generator's parameters, flat.</param>
    public IReadOnlyList<(string Name, double Value)> Figures(Tensor generator)
    {
        if (items is not IModes modes)
        {
            return [];
        }

        var coverage = ModeCoverage.Of(modes, Generate(generator, ModeSamples, 1).ToDoubles());
        return
        [
            ("modes/covered", coverage.Covered),
            ("modes/near", coverage.Near),
            ("modes/score", coverage.Near * coverage.Covered / modes.Centres.Count),
        ];
    }

    // Run numbers from 1 on are never trained with.
    private Tensor Generate(Tensor generator, int count, int purpose) =>
        game.Generate(generator, game.Latent(new Sample((ulong)settings.Seed, 1 + purpose, 0, 0), count));
}
