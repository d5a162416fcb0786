namespace Saddle.Data.Logs;

/// <summary>What a log knows of one run.</summary>
/// <param name="Name">The run's name in the log; the file's where the log has none.</param>
/// <param name="Curves">Its curves, each with a name of its own.</param>
public sealed record LoggedRun(string Name, IReadOnlyList<Curve> Curves)
{
    /// <summary>The file or folder that it was read from.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>What the reader had to decide or to leave out, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
