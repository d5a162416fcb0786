namespace Saddle.Data.Logs;

/// <summary>A number in a line of text, and what it is called there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The number as it stands there, or a word for none; in brackets where others follow it.</param>
/// <param name="IsCounter">Whether it counts steps, and is no figure.</param>
internal readonly record struct TextEntry(string Name, string Value, bool IsCounter)
{
    /// <summary>The name of which it is a further value; null of a first one.</summary>
    public string? Of { get; init; }
}
