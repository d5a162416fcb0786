using Saddle.Data.Formats;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;

namespace Saddle.App.Laboratory;

/// <summary>A run that the doctor and probes are asked about, of Saddle's or a script's.</summary>
/// <param name="Path">What the command line is told.</param>
/// <param name="Own">The folder that keeps the answers.</param>
internal sealed record AskedRun(string Path, OwnFolder Own)
{
    /// <summary>A run of Saddle's.</summary>
    public static AskedRun Of(RunFolder run) => new(run.Path, run.Own);

    /// <summary>A watched script: its last attempt.</summary>
    public static AskedRun Of(WatchedRun run) => new(run.Path, run.Last.Own!);
}
