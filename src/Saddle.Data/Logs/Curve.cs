namespace Saddle.Data.Logs;

/// <summary>One quantity of a run, as a log has it.</summary>
/// <param name="Name">Its name there: a column's, a tag's or a key's.</param>
/// <param name="Points">Its numbers, in the order in which they were written.</param>
public sealed record Curve(string Name, IReadOnlyList<LogPoint> Points)
{
    /// <summary>How many of its cells hold no number: empty ones are not among them.</summary>
    public int Missing { get; init; }

    /// <summary>What its steps count.</summary>
    public LogUnit Unit { get; init; } = LogUnit.Update;
}
