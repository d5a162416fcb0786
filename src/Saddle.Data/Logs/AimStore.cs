namespace Saddle.Data.Logs;

/// <summary>Aim's store, a RocksDB: it is known, and not read.</summary>
internal sealed class AimStore : LogFormat
{
    private const string Folder = ".aim";

    /// <inheritdoc/>
    public override string Name => "a store of Aim";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) =>
        source.IsFolder && (IsOne(source.Path) || IsOne(Path.Combine(source.Path, Folder)));

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source) => throw new DataException(
        source.Path,
        "is a store of Aim (RocksDB), which is not read; export its metrics as CSV with Aim's own Python package, as "
        + "docs/logs.md shows");

    private static bool IsOne(string folder) => Directory.Exists(Path.Combine(folder, "meta"))
        && (Directory.Exists(Path.Combine(folder, "seqs")) || File.Exists(Path.Combine(folder, "run_metadata.sqlite")));
}
