using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign.States;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// A network that another program made, as it stands in a file, in the place of an architecture of ours: its tensors
/// are the player's parameters and buffers, under its names.
/// </summary>
public abstract record ForeignNetwork : Network
{
    private const int MostDimensions = 4;

    /// <summary>The network's file.</summary>
    [Parameter("the network's file", IsPath = true)]
    public string File { get; init; } = string.Empty;

    /// <summary>
    /// The latent vector's shape: lengths joined by x, 128 or 128x1x1; of several that are given apart, joined by +.
    /// </summary>
    [Parameter("a generator's latent vector: its lengths, 128 or 128x1x1")]
    public string LatentShape { get; init; } = string.Empty;

    /// <inheritdoc/>
    [Parameter("the law of the latent vector's entries")]
    public override LatentLaw Law { get; init; }

    /// <summary>How it is told class labels, where it takes any.</summary>
    [Parameter("how class labels are told, where the network takes any")]
    public LabelForm Labels { get; init; }

    /// <summary>The number of classes that it knows; 0 for as many as the data have.</summary>
    [Parameter("the number of classes; 0: as the data have", Min = 0, Max = 1_000_000)]
    public int Classes { get; init; }

    /// <summary>What a discriminator's scores are.</summary>
    [Parameter("what a discriminator's scores are")]
    public ScoreForm Output { get; init; }

    /// <summary>Which of several outputs is meant: its key or number; empty for the one that fits best.</summary>
    [Parameter("which of several outputs: its key or number; empty: the one that fits")]
    public string Score { get; init; } = string.Empty;

    /// <summary>A state file whose values take the place of the file's own, FILE or FILE:KEY; empty for none.</summary>
    [Parameter("a state file with other values, FILE or FILE:KEY; empty: the file's own", IsPath = true)]
    public string State { get; init; } = string.Empty;

    /// <summary>What the name of such a file ends with, dot included.</summary>
    public abstract string Extension { get; }

    /// <summary>Where files lie whose names are relative: a run's folder, which holds copies of them.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>The network's file, wherever the process is.</summary>
    public string Location => File.Length == 0 ? string.Empty : Path.Combine(Folder, File);

    /// <summary>The state file, wherever the process is, and the key in it; null for none.</summary>
    public (string Path, string? Key) StateLocation => StateFile.Split(Path.Combine(Folder, State));

    /// <inheritdoc/>
    public override int Latent
    {
        get => checked((int)LatentParts().Sum(part => part.Aggregate(1L, (product, length) => product * length)));
        init => LatentShape = value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Opens the network, with the values of the state file where one is named.</summary>
    /// <param name="player">Whose network it is: a state file may hold both players'.</param>
    /// <exception cref="SettingsException">No file is named, or a setting does not go with what is in it.</exception>
    /// <exception cref="DataException">
    /// A file is missing or damaged, or of another form; or nothing in the state file fits the network.
    /// </exception>
    public ForeignModule Open(Player player)
    {
        if (File.Length == 0)
        {
            throw new SettingsException($"{Name}: the network's file is missing; expected file=FILE");
        }

        var state = State.Length == 0 ? null : StateFile.Open(Path.Combine(Folder, State));
        var module = OpenModule(player);
        return state is null ? module : StatedModule.Of(module, player, state);
    }

    /// <inheritdoc/>
    public override Layer Generator(Blueprint blueprint, IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(item);
        return new ForeignGenerator(this, Open(Player.Generator), item).Declare(blueprint);
    }

    /// <inheritdoc/>
    public override Layer Discriminator(Blueprint blueprint, IReadOnlyList<int> item, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(item);
        return outputs == 1
            ? new ForeignDiscriminator(this, Open(Player.Discriminator), item).Declare(blueprint)
            : throw new SettingsException(
                $"{File}: no encoder can be made of a network that is not ours; expected another regulariser");
    }

    /// <summary>
    /// The lengths of the latent vector's dimensions; of several vectors that are given apart, of each.
    /// </summary>
    /// <exception cref="SettingsException">They are not stated, or no such lengths.</exception>
    public IReadOnlyList<IReadOnlyList<long>> LatentParts() => LatentShape.Length > 0
        ? [.. LatentShape.Split('+').Select(Lengths)]
        : throw new SettingsException(
            $"{Name}: the latent vector's shape is missing; expected latent-shape: 128, say, or 128x1x1 "
            + "('saddle import' finds it by itself)");

    /// <summary>Opens the network's file.</summary>
    /// <param name="player">Whose network it is.</param>
    protected abstract ForeignModule OpenModule(Player player);

    private string Name => Catalog<Network>.EntryOf(this).Name;

    private static long[] Lengths(string text)
    {
        var parts = text.Split('x');
        var lengths = parts
            .Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .ToArray();
        return lengths.Length <= MostDimensions
            && Array.TrueForAll(lengths, n => n is > 0 and <= int.MaxValue)
            && lengths.Aggregate(1.0, (product, n) => product * n) <= int.MaxValue
            ? lengths
            : throw new SettingsException(
                $"latent-shape is '{Data.Formats.Excerpt.Of(text)}'; expected lengths joined by x, 128 or 128x1x1, "
                + "and several vectors joined by +");
    }
}
