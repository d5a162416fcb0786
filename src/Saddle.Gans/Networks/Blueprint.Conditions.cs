using Saddle.Catalog;
using Saddle.Gans.Conditions;

namespace Saddle.Gans.Networks;

/// <content>The places at which a network can take up a condition.</content>
public sealed partial class Blueprint
{
    private readonly List<Func<Layer, long, Layer>> _heads = [];
    private SentenceEncoder? _sentences;

    /// <summary>How sentences are read, where they are.</summary>
    public SentenceReader Reader { get; init; } = new();

    /// <summary>
    /// What reads the sentences that the network is told: one encoder, whose parameters begin with the name text; or
    /// the one that learnt before, by matching images and sentences.
    /// </summary>
    /// <exception cref="SettingsException">The data give none.</exception>
    public SentenceEncoder Sentences
    {
        get
        {
            ReadsCondition = true;
            return _sentences ??= new(this, Reader);
        }
    }

    /// <summary>What knows how well images match what is said of them; null where nothing does.</summary>
    internal Matcher? Matcher { get; private set; }

    /// <summary>Asks for encoders of images and sentences, before all else.</summary>
    /// <param name="how">The settings.</param>
    /// <param name="item">The shape of an item; null for a player that reads sentences with them alone.</param>
    internal void Match(MatchingEncoder how, IReadOnlyList<int>? item)
    {
        Matcher = item is null ? null : new(this, how, item);
        if (how.Read)
        {
            _sentences = Matcher?.Text ?? Matcher.TextOf(this).Frozen;
        }
    }

    /// <summary>
    /// The number of scores of an item, the first ones, that are of the item alone and not of what it is told to be.
    /// </summary>
    public int Unconditional { get; set; }

    /// <summary>
    /// What scales and moves the normalised units in the place of one scale and one offset a channel: from a layer's
    /// name, its channels and its scale's law to what is done; null for the usual.
    /// </summary>
    public Func<string, long, Initial, Layer>? Modulation { get; set; }

    /// <summary>
    /// The layer that makes a score of a discriminator's last features: whatever takes up a condition there stands
    /// beside it.
    /// </summary>
    /// <param name="features">The number of an item's features.</param>
    /// <param name="score">The layer: [n, features...] to [n, outputs].</param>
    public Layer Head(long features, Layer score) =>
        _heads.Aggregate(score, (layer, beside) => beside(layer, features));

    /// <summary>Builds a discriminator with something beside the layer that scores.</summary>
    /// <param name="name">What asks for it, for the message of a refusal.</param>
    /// <param name="item">The shape of an item.</param>
    /// <param name="build">Builds the discriminator for items of a shape.</param>
    /// <param name="beside">From the layer and the number of its features to what stands in its place.</param>
    /// <exception cref="SettingsException">The network does not say what scores: one of another program.</exception>
    public Layer WithHead(
        string name, IReadOnlyList<int> item, Func<IReadOnlyList<int>, Layer> build, Func<Layer, long, Layer> beside)
    {
        ArgumentNullException.ThrowIfNull(build);
        var places = 0;
        _heads.Add((score, features) =>
        {
            places++;
            return beside(score, features);
        });
        var layer = build(item);
        _heads.RemoveAt(_heads.Count - 1);
        return places == 0 ? throw Headless("does not tell its features")
            : Packed > 1 ? throw Headless("scores several samples at once, which have a class each")
            : layer;

        SettingsException Headless(string why) =>
            new($"{name}: this discriminator {why}; expected another network, or concatenation");
    }
}
