using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data.Formats;

namespace Saddle.App.Samples;

/// <summary>Figures for other tools' logs: a line of JSON, or an event file of TensorBoard.</summary>
internal static class FigureLog
{
    private const string Lines = ".jsonl";

    /// <summary>Refuses a place that is neither.</summary>
    /// <param name="place">The file or folder.</param>
    /// <exception cref="SettingsException">It is neither.</exception>
    public static void Require(string place)
    {
        var isLines = place.EndsWith(Lines, StringComparison.OrdinalIgnoreCase)
            && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(place)));
        if (!isLines && !Directory.Exists(place))
        {
            throw new SettingsException(
                $"--log {place}: expected a name that ends in {Lines}, in a folder that is there, "
                + "or a folder that is there, for TensorBoard");
        }
    }

    /// <summary>Appends figures of one step.</summary>
    /// <param name="place">A file of lines (.jsonl), or a folder for TensorBoard.</param>
    /// <param name="step">The step.</param>
    /// <param name="all">The figures.</param>
    public static void Append(string place, long step, IReadOnlyList<Measured> all)
    {
        var figures = all.SelectMany(measured => measured.Result.Figures.Select((figure, i) => (
            Name: i == 0 && measured.Result.HasOwn(measured.Metric.Name)
                ? measured.Name
                : $"{measured.Name}/{figure.Name}",
            figure.Value))).ToList();
        if (Directory.Exists(place))
        {
            using var board = new TensorBoardWriter(place, step, TimeProvider.System);
            board.Write(step, figures);
            board.Sync();
            return;
        }

        // No number that JSON has none for.
        var line = new Dictionary<string, object?>(StringComparer.Ordinal) { ["step"] = step };
        foreach (var (name, value) in figures)
        {
            line[name] = double.IsFinite(value) ? value : null;
        }

        using var file = new FileStream(place, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }
}
