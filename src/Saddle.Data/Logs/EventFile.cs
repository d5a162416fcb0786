using Saddle.Data.Formats;

namespace Saddle.Data.Logs;

/// <summary>One event file of TensorBoard.</summary>
internal sealed class EventFile : LogFormat
{
    /// <inheritdoc/>
    public override string Name => "an event file of TensorBoard";

    /// <inheritdoc/>
    public override bool Recognises(LogSource source) => TensorBoardReader.IsOne(source.Head);

    /// <inheritdoc/>
    public override IReadOnlyList<LoggedRun> Read(LogSource source)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(source.Path)) ?? string.Empty;
        var events = new EventFolder(folder, [source]);
        return
        [
            .. EventRuns.Of(folder, [events]).Select(run => run with { Name = source.FileName, Source = source.Path }),
        ];
    }
}
