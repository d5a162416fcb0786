using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// What is added to a GAN to make it train. A sealed record in one file, marked with its catalogue name, that overrides
/// what it needs.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in this folder, a <c>[Parameter]</c> with each of its settings. Most
/// override one of <see cref="Penalty"/>, <see cref="Disturb"/> and <see cref="Project"/> (then
/// <see cref="ProjectAdjoint"/> too). Random numbers come from the <see cref="Round"/>, so that a run can be repeated.
/// </remarks>
[Family]
public abstract record Regulariser
{
    /// <summary>Whether the discriminator's weights are divided by their largest singular values.</summary>
    public virtual bool NormalisesSpectrum => false;

    /// <summary>Whether the generator player has an encoder beside its generator.</summary>
    public virtual bool NeedsEncoder => false;

    /// <summary>Whether the discriminator player has a second discriminator.</summary>
    public virtual bool NeedsSecondDiscriminator => false;

    /// <summary>
    /// Whether <see cref="Project"/> is all that it does: then the field is the same as without it, and can be written
    /// out where the networks can.
    /// </summary>
    public virtual bool OnlyProjects => false;

    /// <summary>Whether it asks for each sample's own score.</summary>
    public virtual bool NeedsOwnScores => false;

    /// <summary>
    /// The name of the setting that the penalty is proportional to, and nothing else of it depends on; null where there
    /// is none.
    /// </summary>
    public virtual string? ProportionalTo => null;

    /// <summary>
    /// The same as it is on average over updates: what a state of the networks is judged by. One whose penalty comes at
    /// some updates only is then there at each.
    /// </summary>
    public virtual Regulariser Average => this;

    /// <summary>Why it cannot be used with a discriminator; null where it can.</summary>
    /// <param name="discriminator">What the discriminator is made of.</param>
    public virtual string? WhyNot(Blueprint discriminator) => null;

    /// <summary>
    /// Whether a sample is held against the real one of the same condition, which the generator has to read for that.
    /// </summary>
    public virtual bool ComparesPairs => false;

    /// <summary>
    /// What the discriminator learns to tell generated samples from: the real samples, if nobody says otherwise.
    /// </summary>
    /// <param name="real">Real samples, or what another regulariser put in their place, [n, item...].</param>
    /// <param name="round">The evaluation.</param>
    public virtual Tensor Target(Tensor real, Round round) => real;

    /// <summary>Changes samples, real and generated alike, before the discriminator sees them.</summary>
    /// <param name="samples">[n, item...].</param>
    /// <param name="random">Random numbers for these samples.</param>
    /// <param name="step">The update's number.</param>
    public virtual Tensor Disturb(Tensor samples, RandomTensors random, long step) => samples;

    /// <summary>What is added to a player's loss: one number.</summary>
    /// <param name="player">The player.</param>
    /// <param name="round">What it was computed from.</param>
    public virtual Tensor Penalty(Player player, Round round) => 0;

    /// <summary>Brings a player's parameters back into the allowed set, after each of its updates.</summary>
    /// <param name="player">The player.</param>
    /// <param name="parameters">Its parameters, flat.</param>
    public virtual Tensor Project(Player player, Tensor parameters) => parameters;

    /// <summary>The product of a vector with the transposed Jacobian of <see cref="Project"/>.</summary>
    /// <param name="player">The player.</param>
    /// <param name="parameters">Its parameters before projecting, flat.</param>
    /// <param name="v">The vector.</param>
    public virtual Tensor ProjectAdjoint(Player player, Tensor parameters, Tensor v) => v;
}
