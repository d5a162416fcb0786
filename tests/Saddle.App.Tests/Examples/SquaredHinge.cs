using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Objectives;

/// <summary>
/// The hinge loss with its margins squared: the discriminator's pull fades as a sample nears its margin.
/// </summary>
[Entry(
    "squared-hinge",
    "the hinge loss with its margins squared",
    @"L_D = E \max(0, 1 - f(x))^2 + E \max(0, 1 + f(G(z)))^2,\quad L_G = -E f(G(z))",
    "made up for this guide")]
public sealed record SquaredHinge : Objective
{
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor real, Tensor generated) =>
        Layers.Relu(1 - real).Square().Mean() + Layers.Relu(1 + generated).Square().Mean();

    /// <inheritdoc/>
    public override Tensor Generator(Tensor real, Tensor generated) => -generated.Mean();
}
