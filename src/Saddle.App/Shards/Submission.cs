namespace Saddle.App.Shards;

/// <summary>Shards that were given to an engine, as <c>submission.json</c> in their folder says.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Options">How they are to be computed.</param>
/// <param name="Ids">The engine's own names of what it was given.</param>
internal sealed record Submission(string Engine, EngineOptions Options, IReadOnlyList<string> Ids)
{
    private const string FileName = "submission.json";

    /// <summary>The submission of a folder; null where there is none.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <exception cref="Catalog.SettingsException">The file is damaged.</exception>
    public static Submission? Find(string folder) => ShardedJob.Read<Submission>(Path.Combine(folder, FileName));

    /// <summary>Writes it.</summary>
    /// <param name="folder">The job's folder.</param>
    public void Write(string folder) => ShardedJob.Write(Path.Combine(folder, FileName), this);
}
