using System.Globalization;
using Microsoft.Data.Sqlite;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Training;

/// <summary>
/// Checks a run that nobody trains: whether each of its files can be read and is as it was written, and whether they
/// agree on how far it is and on what is best. Nothing is changed.
/// </summary>
public sealed class RunCheck
{
    private readonly RunFolder _run;
    private readonly List<RunFinding> _findings = [];
    private RunState? _state;
    private long _last;

    private RunCheck(RunFolder run) => _run = run;

    // A run that was killed, or failed, may have got farther than its state says, and will say so when it has gone on.
    private bool IsSettled => _state is { Status: "finished" or "interrupted" };

    /// <summary>Checks a run.</summary>
    /// <param name="run">The run.</param>
    /// <returns>What was found, a line for each file.</returns>
    /// <exception cref="SettingsException">The run is being trained.</exception>
    public static IReadOnlyList<RunFinding> Of(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.IsHeld)
        {
            throw new SettingsException($"{run.Path}: is being trained; check it when nobody trains it");
        }

        var check = new RunCheck(run);
        check.Look(run.ConfigPath, () => Text($"{run.Configuration.Settings.Steps} updates to make"));
        check.Look(run.StatePath, check.State);
        foreach (var file in run.StepCheckpoints())
        {
            check.Look(file, () => check.StepCheckpoint(file));
        }

        if (File.Exists(run.BestCheckpoint) || check._state?.Best is not null)
        {
            check.Look(run.BestCheckpoint, check.Best);
        }

        check.Look(run.MetricsFile, check.Metrics);
        check.Look(run.StatePath, check.Progress);
        return check._findings;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Sealed(bool has) =>
        has ? "as its checksum says" : "without a checksum, of an earlier version";

    private void Look(string file, Func<string?> look)
    {
        var name = Path.GetRelativePath(_run.Path, file);
        try
        {
            if (look() is { } finding)
            {
                _findings.Add(new(name, true, finding));
            }
        }
        catch (Exception wrong) when (
            wrong is DataException or SettingsException or IOException or UnauthorizedAccessException)
        {
            _findings.Add(new(name, false, wrong.Message.ReplaceLineEndings(" ")));
        }
    }

    private string State()
    {
        _state = _run.State ?? throw Wrong(_run.StatePath, "says nothing");
        return Text($"{_state.Status} after {_state.Step} of {_state.Steps} updates");
    }

    private string StepCheckpoint(string file)
    {
        var has = Safetensors.Open(file).Check();
        var step = Checkpoint.Step(file);
        if (_run.Checkpoint(step) != file)
        {
            throw Wrong(file, Text($"is that of step {step}"));
        }

        _last = step;
        return Text($"step {step}, {Sealed(has)}");
    }

    private string Best()
    {
        var has = Safetensors.Open(_run.BestCheckpoint).Check();
        var figure = Checkpoint.Figure(_run.BestCheckpoint);
        if (figure is not null && IsSettled && _state!.Best != figure)
        {
            throw Wrong(
                _run.BestCheckpoint,
                Text($"is that of {figure.Metric} {figure.Value:R} after {figure.Step}; run.json says another"));
        }

        return Text($"step {Checkpoint.Step(_run.BestCheckpoint)}, {Sealed(has)}");
    }

    private string? Metrics()
    {
        if (!File.Exists(_run.MetricsFile))
        {
            return _last == 0 ? null : throw Wrong(_run.MetricsFile, "is missing");
        }

        if (_last == 0 && Sqlite.IsEmpty(_run.MetricsFile))
        {
            return "no figures yet";
        }

        var (damage, count, last) = Sqlite.Read(_run.MetricsFile, MetricsLog.Metric, connection => (
            Scalar(connection, "PRAGMA integrity_check"),
            Number(Scalar(connection, "SELECT COUNT(*) FROM metric")),
            Number(Scalar(connection, "SELECT MAX(step) FROM metric"))));
        if (damage is not "ok")
        {
            throw Wrong(_run.MetricsFile, $"is damaged: {damage}");
        }

        if (IsSettled && last > _state!.Step)
        {
            throw Wrong(_run.MetricsFile, Text($"has figures of step {last}, where the run is at {_state.Step}"));
        }

        if (_state is { Status: "finished" } && last < _state.Step)
        {
            throw Wrong(_run.MetricsFile, Text($"ends at step {last}, where the run ended at {_state.Step}"));
        }

        return Text($"{count} figures up to step {last}");
    }

    // Whether the state and the last checkpoint are of the same moment.
    private string? Progress() => _state switch
    {
        { Status: "finished" or "interrupted" } when _last != _state.Step =>
            throw Wrong(_run.StatePath, Text($"is of step {_state.Step}, the last whole checkpoint of {_last}")),
        { Status: "running" } =>
            Text($"nobody trains it, though it says running: it goes on from step {_last} when it is resumed"),
        _ => null,
    };

    private static object? Scalar(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return command.ExecuteScalar();
    }

    private static long Number(object? value) => value is long number ? number : 0;

    private static DataException Wrong(string file, string what) => new(file, what);
}
