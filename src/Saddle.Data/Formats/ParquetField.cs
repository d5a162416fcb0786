namespace Saddle.Data.Formats;

/// <summary>A column of a Parquet file, or a group of columns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are stored as.</param>
/// <param name="IsText">Whether they are texts.</param>
/// <param name="IsRepeated">Whether a row may have several.</param>
/// <param name="Depth">How many of it and what it lies in may be missing: the level of a value that is there.</param>
/// <param name="Leaf">Which of the columns that hold values it is, from 0; -1 for a group.</param>
/// <param name="Children">The columns of a group.</param>
internal sealed record ParquetField(
    string Name,
    ParquetType Type,
    bool IsText,
    bool IsRepeated,
    int Depth,
    int Leaf,
    IReadOnlyList<ParquetField> Children)
{
    /// <summary>The name, with what the column holds, for messages.</summary>
    public override string ToString() =>
        $"{Excerpt.Of(Name)} ({(IsRepeated ? "several a row" : IsText ? "text" : Kind)})";

    private string Kind => Type switch
    {
        ParquetType.Group => $"group of {Excerpt.Of(Children.Select(child => child.Name).ToList())}",
        ParquetType.FixedBinary => "binary of one length",
        _ => Type.ToString().ToLowerInvariant(),
    };
}
