namespace Saddle.Data.Logs;

/// <summary>A folder that is no tool's own but holds logs, in it or beneath it.</summary>
internal sealed class LogFolder : LogFormat
{
    /// <inheritdoc/>
    public override string Name => "a folder that holds logs";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => source.IsFolder;

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source) => new LogSearch(source.Path).Runs();
}
