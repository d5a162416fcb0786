namespace Saddle.Papers;

/// <summary>A table of results.</summary>
/// <param name="Headers">The column headers.</param>
/// <param name="Rows">The rows.</param>
public sealed record ResultTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows);
