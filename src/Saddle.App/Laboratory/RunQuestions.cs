using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Saddle.App.Laboratory.Messages;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.App.Laboratory;

/// <summary>
/// Asks the command line's own <c>saddle doctor</c> and <c>saddle probe</c> about a run, each in a process of its own:
/// one that takes too long, or whose page is left, is ended at once. What they answer is kept in the run's folder, so
/// that a copy has it too.
/// </summary>
internal static class RunQuestions
{
    internal const string Folder = "answers";
    private const string Doctor = "doctor";
    private const int MostSeconds = 3600;
    private const int MostBytes = 32 << 20; // of an answer that was kept
    private static readonly Dictionary<string, double?> NoFigures = new(StringComparer.Ordinal);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Asks the doctor.</summary>
    /// <exception cref="LimitException">The time is out of range, or was up.</exception>
    public static async Task<DoctorAnswer> Diagnose(
        string name,
        DoctorRequest asked,
        RunProcesses runs,
        Jobs jobs,
        CancellationToken aborted)
    {
        LimitException.Check("seconds", asked.Seconds, MostSeconds);
        LimitException.Check("as seed", asked.Seed, long.MaxValue, least: 0);
        var run = runs.Asked(name);
        using var lease = jobs.Begin($"doctor {name}", aborted);

        // The doctor keeps to its budget between probes; the one it is at may need a moment more.
        var text = await Ask(
            runs,
            ["doctor", run.Path, .. runs.Trust, "--seconds", Text(asked.Seconds), "--seed", Text(asked.Seed)],
            TimeSpan.FromSeconds(asked.Seconds) + Grace,
            lease.Stopping);
        var answer = ReadDoctor(text);
        return Keep(run, Doctor, text) is { } why ? answer with { Note = Joined(answer.Note, why) } : answer;
    }

    /// <summary>Asks one probe.</summary>
    /// <exception cref="LimitException">The time is out of range, or was up.</exception>
    public static async Task<ProbeAnswer> Probe(
        string name,
        string probe,
        ProbeRequest asked,
        RunProcesses runs,
        Jobs jobs,
        CancellationToken aborted)
    {
        LimitException.Check("seconds", asked.Seconds, MostSeconds);
        LimitException.Check("as seed", asked.Seed, long.MaxValue, least: 0);
        var (run, entry) = (runs.Asked(name), Catalog<Probe>.Get(probe));
        _ = Requested.Create<Probe>(probe, asked.Settings);
        using var lease = jobs.Begin($"probe {probe} {name}", aborted);
        string[] settings = [.. asked.Settings.SelectMany(s => (string[])["--set", $"{s.Key}={s.Value}"])];
        var text = await Ask(
            runs,
            ["probe", run.Path, entry.Name, .. runs.Trust, .. settings, "--seed", Text(asked.Seed)],
            TimeSpan.FromSeconds(asked.Seconds),
            lease.Stopping);
        var answer = ReadProbe(text);
        return Keep(run, entry.Name, text) is { } why ? answer with { Note = Joined(answer.Note, why) } : answer;
    }

    /// <summary>What the doctor said of a run; null where nobody asked.</summary>
    public static DoctorAnswer? Diagnosed(AskedRun run) =>
        Kept(run, Doctor, ReadDoctor, why => new(0, new("unreadable", why, NoFigures, []), [], null));

    /// <summary>What probes found in a run, for those that were asked.</summary>
    public static IReadOnlyList<ProbeAnswer> Probed(AskedRun run) =>
        [
            .. Catalog<Probe>.Entries
                .Select(e => Kept(run, e.Name, ReadProbe, why => Unread(e.Name, why)))
                .OfType<ProbeAnswer>(),
        ];

    /// <summary>Asks the command line, in its turn.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="budget">The time that it may take.</param>
    /// <param name="stopping">Ends it.</param>
    /// <returns>The answer, as JSON.</returns>
    /// <exception cref="LimitException">The time was up.</exception>
    internal static async Task<string> Ask(
        RunProcesses runs,
        string[] arguments,
        TimeSpan budget,
        CancellationToken stopping)
    {
        await runs.Turns.WaitAsync(stopping);
        try
        {
            return await AskNow(runs, arguments, budget, stopping);
        }
        finally
        {
            runs.Turns.Release();
        }
    }

    private static async Task<string> AskNow(
        RunProcesses runs,
        string[] arguments,
        TimeSpan budget,
        CancellationToken stopping)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        time.CancelAfter(budget);
        using var process = Process.Start(runs.CommandLine([arguments[0], "--json", .. arguments[1..]]))!;
        process.StandardInput.Close();
        try
        {
            var (answer, trouble) = (
                Read(process.StandardOutput, time.Token),
                Read(process.StandardError, time.Token));
            var (text, said) = (await answer, await trouble);
            await process.WaitForExitAsync(time.Token);
            return Answer(process.ExitCode, arguments[0], text, said);
        }
        catch (OperationCanceledException)
        {
            stopping.ThrowIfCancellationRequested();
            throw new LimitException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not done after {budget.TotalSeconds} seconds: allow it more time"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Answer(int status, string question, string answer, string trouble)
    {
        var said = trouble.Trim().Split('\n')[^1].Replace("saddle: ", string.Empty, StringComparison.Ordinal);
        return status switch
        {
            ExitStatus.Done => answer,
            ExitStatus.MissingComponent => throw new MissingComponentException(said),
            ExitStatus.BadInput => throw new SettingsException(said),
            _ => throw new LimitException($"'saddle {question}' ended with status {Text(status)}: {said}"),
        };
    }

    // To its end, which is waited for as long as the process may take, but not without end.
    private static async Task<string> Read(StreamReader from, CancellationToken stopping)
    {
        var (text, part) = (new StringBuilder(), new char[4096]);
        while (await from.ReadAsync(part, stopping) is var count and > 0)
        {
            text.Append(part, 0, count);
            LimitException.Check("characters of an answer", text.Length, MostBytes);
        }

        return text.ToString();
    }

    private static string FileOf(AskedRun run, string question) => run.Own.At(Folder, $"{question}.json");

    /// <summary>
    /// Keeps an answer in the run's folder. A run on a disk that only reads can be asked all the same: then what is
    /// returned says why the answer is not kept.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="text">The answer.</param>
    internal static string? Keep(AskedRun run, string question, string text)
    {
        try
        {
            AtomicFile.MakeFolder(run.Own.At(Folder));
            AtomicFile.Tidy(run.Own.At(Folder));
            AtomicFile.Write(FileOf(run, question), text);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DataException)
        {
            return $"this answer could not be kept in the run's folder ({failure.Message.ReplaceLineEndings(" ")})";
        }
    }

    /// <summary>
    /// An answer that was kept; null where there is none. A run may come from anywhere: what is no answer is said in
    /// its place, and the rest of the run is shown.
    /// </summary>
    /// <typeparam name="TAnswer">The answer's type.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="unread">What stands for one that cannot be read.</param>
    internal static TAnswer? Kept<TAnswer>(
        AskedRun run, string question, Func<string, TAnswer> read, Func<string, TAnswer> unread)
        where TAnswer : class
    {
        var file = FileOf(run, question);
        try
        {
            return File.Exists(file) ? read(SmallText.Read(file, MostBytes)) : null;
        }
        catch (DataException damaged)
        {
            return unread(damaged.Message);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            return unread($"{file}: expected an answer to '{question}' ({damage.Message.ReplaceLineEndings(" ")})");
        }
    }

    // What reading JSON of another shape can end in.
    private static bool IsDamage(Exception failure) => failure is JsonException
        or SettingsException
        or KeyNotFoundException
        or InvalidOperationException
        or FormatException
        or ArgumentException
        or NotSupportedException;

    private static ProbeAnswer Unread(string probe, string why) =>
        new(probe, 0, 0, new Dictionary<string, string>(StringComparer.Ordinal), null, NoFigures, null, why, 0);

    private static DoctorAnswer ReadDoctor(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new(
            root.GetProperty("step").GetInt64(),
            Diagnosis(root),
            [.. root.GetProperty("also").EnumerateArray().Select(Diagnosis)],
            root.GetProperty("note").GetString());
    }

    private static DiagnosisInfo Diagnosis(JsonElement from) => new(
        Text(from, "diagnosis"),
        Text(from, "summary"),
        Figures(from.GetProperty("evidence")),
        from.TryGetProperty("advice", out var advice)
            ?
            [
                .. advice.EnumerateArray().Select(a => new AdviceInfo(
                    Text(a, "change"),
                    Text(a, "why"),
                    Text(a, "source"),
                    a.TryGetProperty("code", out var code) ? Lines(code) : [])),
            ]
            : []);

    private static IReadOnlyList<string> Lines(JsonElement from) =>
        [.. from.EnumerateArray().Select(line => line.GetString() ?? string.Empty)];

    private static ProbeAnswer ReadProbe(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var probe = root.GetProperty("probes").EnumerateArray().First();
        return new(
            Text(probe, "name"),
            root.GetProperty("step").GetInt64(),
            root.GetProperty("seed").GetUInt64(),
            probe.GetProperty("settings")
                .EnumerateObject()
                .ToDictionary(s => s.Name, s => s.Value.ToString(), StringComparer.Ordinal),
            probe.GetProperty("finding").GetString(),
            probe.GetProperty("figures") is { ValueKind: JsonValueKind.Object } figures
                ? Figures(figures)
                : NoFigures,
            probe.GetProperty("figure") is { ValueKind: JsonValueKind.Object } figure
                ? FigureJson.Write(FigureJson.Read(figure))
                : null,
            probe.GetProperty("note").GetString(),
            Server.Finite(probe.GetProperty("seconds").GetDouble())
                ?? throw new JsonException("seconds: expected a time"));
    }

    private static Dictionary<string, double?> Figures(JsonElement figures) =>
        figures.EnumerateObject().ToDictionary(
            f => f.Name,
            f => f.Value.ValueKind == JsonValueKind.Null ? null : Server.Finite(f.Value.GetDouble()),
            StringComparer.Ordinal);

    internal static string Joined(string? first, string second) => first is null ? second : $"{first}; {second}";

    private static string Text(JsonElement from, string name) =>
        from.GetProperty(name).GetString() ?? throw new JsonException($"{name}: expected a text, not null");

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
