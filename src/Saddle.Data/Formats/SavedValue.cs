namespace Saddle.Data.Formats;

/// <summary>What a file of saved values holds at one place, as data: nothing was made or called for it.</summary>
/// <param name="Kind">What it is.</param>
public sealed record SavedValue(SavedKind Kind)
{
    /// <summary>A number, a text or nothing.</summary>
    public static SavedValue Plain { get; } = new(SavedKind.Plain);

    /// <summary>The class of an object, or what a tensor that is not read is called; else empty.</summary>
    public string Class { get; init; } = string.Empty;

    /// <summary>The tensor, where it is one.</summary>
    public SavedArray? Array { get; init; }

    /// <summary>
    /// What it holds: values by key, elements by their number, attributes by name. A value may stand at many places, so
    /// whoever follows all paths must stop somewhere.
    /// </summary>
    public IReadOnlyList<(string Key, SavedValue Value)> Entries { get; init; } = [];
}
