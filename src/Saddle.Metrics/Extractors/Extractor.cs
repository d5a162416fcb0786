using Saddle.Catalog;
using Saddle.Data;

namespace Saddle.Metrics.Extractors;

/// <summary>
/// What turns an image into the features that metrics compare: a sealed record in one file, marked with its catalogue
/// name.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in this folder whose <see cref="Open"/> gives the size and the range
/// of the pixels that it takes, the function from images to features, and what decides them beside its settings.
/// </remarks>
[Family]
public abstract record Extractor
{
    /// <summary>
    /// The catalogue name of the one whose features the names FID, KID and Inception score are reserved for.
    /// </summary>
    public const string Standard = "inception";

    /// <summary>The catalogue name of the one that is taken where the standard one's weights are not there.</summary>
    public const string Usual = "resnet18";

    /// <summary>The catalogue name.</summary>
    public string Name => Catalog<Extractor>.EntryOf(this).Name;

    /// <summary>What its user must know before it is made ready, in one line; null for nothing.</summary>
    public virtual string? Warning => null;

    /// <summary>Makes it ready.</summary>
    /// <param name="where">Where weights and data lie, and what it is made for.</param>
    /// <exception cref="SettingsException">A setting is missing, or does not fit the data.</exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">
    /// Weights or a library are missing; the message says how to get them.
    /// </exception>
    public abstract FeatureNetwork Open(ExtractorContext where);

    /// <summary>The extractor's settings, as they are given on the command line.</summary>
    public sealed override string ToString() => Spec.Describe(this);
}
