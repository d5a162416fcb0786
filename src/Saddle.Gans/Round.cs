using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>One evaluation of a neural game, as a regulariser sees it.</summary>
/// <param name="real">Reads the batch of real samples.</param>
/// <param name="fake">The batch of generated samples.</param>
/// <param name="discriminator">The discriminator: samples to scores.</param>
/// <param name="random">Random numbers of this evaluation.</param>
/// <param name="step">The update's number.</param>
public sealed class Round(Lazy<Tensor> real, Tensor fake, Func<Tensor, Tensor> discriminator, RandomTensors random, long step)
{
    /// <summary>The batch of real samples, [n, item...]; read when first asked for.</summary>
    public Tensor Real => real.Value;

    /// <summary>The batch of generated samples, [n, item...].</summary>
    public Tensor Fake => fake;

    /// <summary>Random numbers of this evaluation.</summary>
    public RandomTensors Random => random;

    /// <summary>The update's number.</summary>
    public long Step => step;

    /// <summary>The discriminator's scores, [n, 1].</summary>
    /// <param name="samples">[n, item...].</param>
    public Tensor Score(Tensor samples) => discriminator(samples);

    /// <summary>The gradient of the discriminator's score by its input, itself differentiable.</summary>
    /// <param name="samples">[n, item...].</param>
    /// <returns>[n, size of an item].</returns>
    public Tensor ScoreGradient(Tensor samples)
    {
        var input = samples.RequiresGradient ? samples : samples.AsLeaf();
        var gradient = Autograd.Gradient(Score(input).Sum(), [input], createGraph: true)[0];
        return gradient.Reshape(samples.Shape[0], -1);
    }
}
