using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// What the players descend, from the discriminator's scores alone. A sealed record in one file, marked with its
/// catalogue name.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in this folder, a <c>[Parameter]</c> with each of its settings, that
/// gives each player's loss from the scores of a batch of real and one of generated samples, in this order; and
/// <see cref="GeneratorSeesReal"/> where the generator's loss needs both.
/// </remarks>
[Family]
public abstract record Objective
{
    /// <summary>Whether the generator's loss looks at the scores of real samples too.</summary>
    public virtual bool GeneratorSeesReal => false;

    /// <summary>The discriminator's loss: one number.</summary>
    /// <param name="real">The scores (logits) of real samples, [n, 1].</param>
    /// <param name="generated">The scores of generated samples, [n, 1].</param>
    public abstract Tensor Discriminator(Tensor real, Tensor generated);

    /// <summary>The generator's loss: one number.</summary>
    /// <param name="real">
    /// The scores of real samples, [n, 1], where <see cref="GeneratorSeesReal"/>; else the number 0.
    /// </param>
    /// <param name="generated">The scores of generated samples, [n, 1].</param>
    public abstract Tensor Generator(Tensor real, Tensor generated);

    /// <summary>The cross entropy of both sides, added: what a discriminator of probabilities descends.</summary>
    /// <param name="real">The scores of real samples, [n, 1].</param>
    /// <param name="generated">The scores of generated samples, [n, 1].</param>
    protected static Tensor CrossEntropy(Tensor real, Tensor generated) =>
        Tensor.Softplus(-real).Mean() + Tensor.Softplus(generated).Mean();
}
