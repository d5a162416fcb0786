using System.Globalization;
using System.Text.Json;
using Saddle.App.Laboratory.Messages;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Gans;
using Saddle.Gans.Training;

namespace Saddle.App.Laboratory;

/// <summary>
/// Asks <c>saddle settings</c> about a run. Its short runs are kept in the run's folder, one folder a question: when
/// the time was up, the same question goes on where it was.
/// </summary>
internal static class SettingsQuestion
{
    private const string Name = "settings";
    private const int MostSeconds = 24 * 3600;
    private const int MostUpdates = 1_000_000;
    private const int MostLines = 200;

    /// <summary>Asks.</summary>
    /// <exception cref="LimitException">The time is out of range, or was up.</exception>
    public static async Task<SettingsAnswer> Ask(
        string name, SettingsRequest asked, RunProcesses runs, Jobs jobs, CancellationToken aborted)
    {
        LimitException.Check("seconds", asked.Seconds, MostSeconds);
        LimitException.Check("updates", asked.Updates, MostUpdates, least: 20);
        LimitException.Check("lines", asked.Lines, MostLines);
        LimitException.Check("as seed", asked.Seed, long.MaxValue, least: 0);
        var run = runs.Find(name);
        string[] question =
        [
            .. Range("--x", asked.X),
            .. Range("--y", asked.Y),
            "--updates", Text(asked.Updates),
            "--seed", Text(asked.Seed),
        ];
        using var lease = jobs.Begin($"settings {name}", aborted);
        var kept = run.Own.At(RunQuestions.Folder, Folder(run, question));
        var text = await RunQuestions.Ask(
            runs,
            ["settings", run.Path, .. question, "--lines", Text(asked.Lines), "--out", kept],
            TimeSpan.FromSeconds(asked.Seconds),
            lease.Stopping);
        var answer = Read(text);
        return RunQuestions.Keep(AskedRun.Of(run), Name, text) is { } why
            ? answer with { Note = answer.Note is { } note ? RunQuestions.Joined(note, why) : why }
            : answer;
    }

    /// <summary>What was answered of a run; null where nobody asked.</summary>
    public static SettingsAnswer? Answered(RunFolder run) =>
        RunQuestions.Kept(AskedRun.Of(run), Name, Read, why => new(0, 0, false, null, [], null, null, why, 0));

    // By the question and the update that it is asked after.
    private static string Folder(RunFolder run, string[] question) => string.Create(
        CultureInfo.InvariantCulture,
        $"settings-{StreamNames.NumberOf(string.Join(' ', question) + Text(run.StateOrTrouble.Step)):x16}");

    private static string[] Range(string option, string range)
    {
        if (range.Trim().Length == 0)
        {
            return [];
        }

        _ = SettingRange.Parse(option, range.Trim()); // in one line, before anything is begun
        return [option, range.Trim()];
    }

    private static SettingsAnswer Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new(
            root.GetProperty("step").GetInt64(),
            root.GetProperty("updates").GetInt64(),
            root.GetProperty("at_rest").GetBoolean(),
            root.GetProperty("figure") is { ValueKind: JsonValueKind.Object } figure
                ? FigureJson.Write(FigureJson.Read(figure))
                : null,
            [.. root.GetProperty("edge").EnumerateArray().Select(e => Edge(root, e))],
            Chosen(root.GetProperty("present")),
            root.GetProperty("recommended") is { ValueKind: JsonValueKind.Object } wanted ? Chosen(wanted) : null,
            root.GetProperty("note").GetString(),
            root.GetProperty("seconds").GetDouble());
    }

    private static EdgeInfo Edge(JsonElement root, JsonElement from)
    {
        var along = from.GetProperty("along").GetString()
            ?? throw new JsonException("along: expected a text, not null");
        var isAlongX = root.GetProperty("x").GetProperty("name").GetString() == along;
        return new(
            along,
            Number(from, isAlongX ? "y" : "x"),
            from.GetProperty("holds").GetString() ?? throw new JsonException("holds: expected a text, not null"),
            Number(from, "predicted"),
            Number(from, "measured"));
    }

    private static ChosenInfo Chosen(JsonElement from) => new(
        from.GetProperty("eta_g").GetDouble(),
        from.GetProperty("eta_d").GetDouble(),
        from.GetProperty("weights").EnumerateObject()
            .ToDictionary(w => w.Name, w => (double?)w.Value.GetDouble(), StringComparer.Ordinal),
        from.GetProperty("predicted").GetString(),
        Number(from, "margin"),
        from.GetProperty("why").GetString(),
        [.. from.GetProperty("set").EnumerateArray().Select(s => s.GetString() ?? string.Empty)]);

    private static double? Number(JsonElement from, string name) =>
        from.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
