namespace Saddle.Data.Formats;

/// <summary>A table as the stores make it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns and constraints, in parentheses, and what follows them.</param>
public sealed record SqliteTable(string Name, string Columns)
{
    /// <summary>The statement that makes it, as SQLite keeps it.</summary>
    public string Statement => $"CREATE TABLE {Name}{Columns}";
}
