using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans.Conditions;

/// <summary>
/// How a player takes up the condition: what it reads of it, and where. A sealed record in one file, marked with its
/// catalogue name.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in this folder, a <c>[Parameter]</c> with each of its settings, that
/// overrides what it needs. A network is built through it: it may ask for a longer latent vector or for wider items and
/// fill them, put a layer in the place of batch normalisation (<see cref="Blueprint.Modulation"/>), or stand beside the
/// layer that scores (<see cref="Blueprint.WithHead"/>). What it reads comes from <see cref="Pass.Condition"/>.
/// </remarks>
[Family]
public abstract record Conditioning
{
    /// <summary>
    /// Under which conditions that are not theirs the discriminator sees real samples, too, and takes them for
    /// generated; null where it does not.
    /// </summary>
    public virtual WrongPair? WrongPairs => null;

    /// <summary>The same network without what is added to the losses; null where there is then nothing left.</summary>
    public virtual Conditioning? Alone => this;

    /// <summary>The catalogue name.</summary>
    protected string Name => Catalog<Conditioning>.EntryOf(this).Name;

    /// <summary>Builds the generator: [n, latent] to [n, item...].</summary>
    /// <param name="blueprint">Takes down the parameters, and knows what the condition is.</param>
    /// <param name="network">The architecture.</param>
    /// <param name="build">Builds an architecture's generator as it would be without this.</param>
    /// <exception cref="SettingsException">It does not go with the architecture or the condition.</exception>
    public virtual Layer Generator(Blueprint blueprint, Network network, Func<Network, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return build(network);
    }

    /// <summary>Builds the discriminator: [n, item...] to scores.</summary>
    /// <param name="blueprint">Takes down the parameters, and knows what the condition is.</param>
    /// <param name="item">The shape of an item.</param>
    /// <param name="build">Builds the discriminator for items of a shape as it would be without this.</param>
    /// <exception cref="SettingsException">It does not go with the architecture or the condition.</exception>
    public virtual Layer Discriminator(
        Blueprint blueprint, IReadOnlyList<int> item, Func<IReadOnlyList<int>, Layer> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return build(item);
    }

    /// <summary>
    /// Whether the generator player learns something in a stage before the adversarial one (<see cref="Before"/>),
    /// without which there is nothing to go on from.
    /// </summary>
    public virtual bool LearnsBefore => false;

    /// <summary>What the generator player descends in a stage before the adversarial one: one number.</summary>
    /// <param name="round">What it was computed from.</param>
    public virtual Tensor Before(Round round) => 0;

    /// <summary>What is added to a player's loss: one number.</summary>
    /// <param name="player">The player.</param>
    /// <param name="round">What it was computed from.</param>
    public virtual Tensor Term(Player player, Round round) => 0;

    /// <summary>What the condition is, of which the blueprint then knows that it is read.</summary>
    /// <param name="blueprint">The player's blueprint.</param>
    protected ConditionForm Told(Blueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        blueprint.ReadsCondition = true;
        return blueprint.Told ?? throw new SettingsException(
            $"{Name} takes a class label, but the data have no classes; "
            + "expected data with classes, such as a folder with one folder a class");
    }

    /// <summary>Refuses data that give no sentences.</summary>
    /// <param name="blueprint">The player's blueprint.</param>
    /// <exception cref="SettingsException">They do not.</exception>
    protected void RequireSentences(Blueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        if (blueprint.Told is not { IsText: true })
        {
            throw new SettingsException($"{Name}: these data give no sentences; expected data: captions, or others");
        }
    }

    /// <summary>Whether the condition is sentences.</summary>
    /// <param name="blueprint">The player's blueprint.</param>
    protected bool IsText(Blueprint blueprint) => Told(blueprint).IsText;

    /// <summary>The number of classes, where the condition is a class.</summary>
    /// <param name="blueprint">The player's blueprint.</param>
    /// <exception cref="SettingsException">It is something else.</exception>
    protected int Classes(Blueprint blueprint) => Told(blueprint) is { IsLabel: true } label
        ? label.Classes
        : throw new SettingsException(
            $"{Name} takes a class label, but these data give {Told(blueprint).Noun}; expected concatenation");
}
