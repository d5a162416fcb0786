using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>
/// One evaluation of a neural game, as a regulariser sees it: its samples, and its networks as functions.
/// </summary>
public abstract class Round
{
    // Below single precision's resolution of a slope near 1; at a slope of 0 the root keeps a derivative, and that one
    // a derivative.
    private const double Tiny = 1e-20;

    /// <summary>The batch of real samples, [n, item...]; read when first asked for.</summary>
    public abstract Tensor Real { get; }

    /// <summary>The latent vectors of the batch, [n, length of the latent vector].</summary>
    public abstract Tensor Latent { get; }

    /// <summary>The batch of generated samples, [n, item...].</summary>
    public abstract Tensor Generated { get; }

    /// <summary>
    /// What encoder and generator make of the real samples, [n, item...]; computed when first asked for.
    /// </summary>
    /// <exception cref="InvalidOperationException">No regulariser of the GAN asks for an encoder.</exception>
    public abstract Tensor Reconstruction { get; }

    /// <summary>What the batch is of, sample by sample; null where nothing reads it.</summary>
    public abstract Condition? Condition { get; }

    /// <summary>
    /// What stands beside the layer that scores said of the samples of the batch that the loss was computed from
    /// (<see cref="Pass.Answers"/>), under the batch's own condition.
    /// </summary>
    /// <param name="of">Whose samples: the generator's, or the real ones that the discriminator stands for.</param>
    /// <exception cref="InvalidOperationException">There is no such thing, or the loss saw no such samples.
    /// </exception>
    public abstract Tensor Answers(Player of);

    /// <summary>
    /// How badly images match what is said of the batch, by the encoders that learn it: the cross entropy of which
    /// belongs to which.
    /// </summary>
    /// <param name="images">[n, channels, height, width].</param>
    /// <param name="learns">Whether the encoders learn by it; else the images alone do.</param>
    /// <exception cref="InvalidOperationException">There are no such encoders.</exception>
    public abstract Tensor Mismatch(Tensor images, bool learns);

    /// <summary>
    /// How far the law of the augmented vectors that the batch was made of is from the unit normal one: one number, 0
    /// where there are none.
    /// </summary>
    public abstract Tensor Divergence { get; }

    /// <summary>Random numbers of this evaluation.</summary>
    public abstract RandomTensors Random { get; }

    /// <summary>The update's number.</summary>
    public abstract long Step { get; }

    /// <summary>Further latent vectors, as many as the batch has: others at each call.</summary>
    public abstract Tensor NextLatent();

    /// <summary>Generated samples, [n, item...].</summary>
    /// <param name="latent">[n, length of the latent vector].</param>
    public abstract Tensor Generate(Tensor latent);

    /// <summary>The encoder's latent vectors, [n, length of the latent vector].</summary>
    /// <param name="samples">[n, item...].</param>
    /// <exception cref="InvalidOperationException">No regulariser of the GAN asks for an encoder.</exception>
    public abstract Tensor Encode(Tensor samples);

    /// <summary>The discriminator's scores, [n, 1].</summary>
    /// <param name="samples">[n, item...].</param>
    public abstract Tensor Score(Tensor samples);

    /// <summary>The second discriminator's scores, [n, 1].</summary>
    /// <param name="samples">[n, item...].</param>
    /// <exception cref="InvalidOperationException">
    /// No regulariser of the GAN asks for a second discriminator.
    /// </exception>
    public abstract Tensor SecondScore(Tensor samples);

    /// <summary>The mean over the batch of the squared distance between a real sample and its reconstruction.</summary>
    public Tensor ReconstructionError => (Real - Reconstruction).Square().Sum() / Real.Shape[0];

    /// <summary>The gradient of the discriminator's score by its input, itself differentiable.</summary>
    /// <param name="samples">[n, item...].</param>
    /// <returns>[n, size of an item].</returns>
    public Tensor ScoreGradient(Tensor samples)
    {
        var input = samples.RequiresGradient ? samples : samples.AsLeaf();
        var gradient = Autograd.Gradient(Score(input).Sum(), [input], createGraph: true)[0];
        return gradient.Reshape(samples.Shape[0], -1);
    }

    /// <summary>The norm of <see cref="ScoreGradient"/>.</summary>
    /// <param name="samples">[n, item...].</param>
    /// <returns>[n].</returns>
    public Tensor ScoreSlope(Tensor samples) => Tensor.Sqrt(ScoreGradient(samples).Square().Sum([1]) + Tiny);
}
