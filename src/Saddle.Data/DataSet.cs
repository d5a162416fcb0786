using Saddle.Catalog;

namespace Saddle.Data;

/// <summary>A data set to learn from: a sealed record in one file, marked with its catalogue name.</summary>
/// <remarks>
/// To add one that is computed: a sealed record with <c>[Entry]</c> whose <see cref="Open"/> gives its items. To add
/// one that lies in files, derive from <see cref="StoredDataSet"/>, and from <see cref="ImageSet"/> if the items are
/// images.
/// </remarks>
[Family]
public abstract record DataSet
{
    /// <summary>What the items are.</summary>
    public abstract ItemKind Kind { get; }

    /// <summary>
    /// The shape of one item, as published and with these settings; what <see cref="Open"/> gives is what lies there.
    /// </summary>
    public abstract IReadOnlyList<int> Shape { get; }

    /// <summary>
    /// The shape of the image that an item is to be made of, [channels, height, width]; null where nothing is given.
    /// </summary>
    public virtual IReadOnlyList<int>? ConditionShape => null;

    /// <summary>Whether sentences say what items show: what <see cref="Open"/> gives is <see cref="ICaptioned"/>.
    /// </summary>
    public virtual bool HasSentences => false;

    /// <summary>
    /// The number of items, as published and with these settings; null where they never end, or where that is for the
    /// files to say.
    /// </summary>
    public virtual long? Count => null;

    /// <summary>
    /// The published part that is for tests, of a set that is the other part; null where there is none.
    /// </summary>
    public virtual DataSet? HeldOut => null;

    /// <summary>The catalogue name.</summary>
    public string Name => Catalog<DataSet>.EntryOf(this).Name;

    /// <summary>Opens the items for reading, by index and from any thread.</summary>
    /// <param name="where">Where stored data lie; sets that are computed do without.</param>
    /// <param name="seed">The seed of what is drawn at random; stored items do not depend on it.</param>
    /// <exception cref="DataException">
    /// A file is missing or damaged; the message names it and says what was expected.
    /// </exception>
    /// <exception cref="MissingComponentException">A library that decodes the items is not installed.</exception>
    public abstract IItems Open(DataFolder where, ulong seed);

    /// <summary>The data set's name and settings, as they are given on the command line.</summary>
    public sealed override string ToString() => Spec.Describe(this);
}
