using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Gans.Doctor;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;

namespace Saddle.App.Laboratory;

/// <summary>Watched scripts while they run: from the files that they write, as far as those are whole.</summary>
internal static class WatchedEndpoints
{
    private const int ShownValues = 2000;
    private const int ShownValuesOfLayer = 500;
    private const int ShownAttempts = 100;
    private const int WidestSheet = 1536;
    private const int LeastPicture = 64;

    private static readonly TimeSpan ForWords = TimeSpan.FromMilliseconds(300);

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/watched/{name}", One).WithName("watched");
        routes.MapGet("/api/watched/{name}/{attempt}/figures", Figures).WithName("watchedFigures");
        routes.MapGet("/api/watched/{name}/{attempt}/samples/{step}", Samples)
            .WithName("watchedSamples")
            .Produces(StatusCodes.Status200OK, contentType: "image/png");
    }

    /// <summary>The watched scripts in the list of runs; what cannot be read of one is its reason.</summary>
    public static IReadOnlyList<WatchedSummary> All(WatchedScripts scripts)
    {
        var clock = Stopwatch.StartNew();
        return [.. scripts.Names.Select(name => Summarised(name, scripts, clock))];
    }

    private static WatchedSummary Summarised(string name, WatchedScripts scripts, Stopwatch clock)
    {
        try
        {
            return Summarise(name, scripts.Find(name), scripts, clock);
        }
        catch (Exception damage) when (damage is DataException or IOException or UnauthorizedAccessException)
        {
            return new(name, string.Empty, RunState.UnreadableStatus, 0, 0, 0, Answers.Told(damage).Why, null);
        }
    }

    private static WatchedSummary Summarise(
        string name, WatchedRun run, WatchedScripts scripts, Stopwatch clock) => new(
        name,
        Short(run.Script),
        Short(run.Last.Status),
        StepOf(run.Last, scripts),
        run.Attempts.Count,
        run.Last.Seconds,
        run.Last.Reason is { } reason ? Short(reason) : null,
        scripts.Word(run.Last, clock, ForWords));

    // watch.json is written now and then, the log at once.
    private static long StepOf(WatchedAttempt attempt, WatchedScripts scripts) =>
        attempt.Ended is null ? Math.Max(attempt.Step, scripts.LogOf(attempt).Rounds.LastStep) : attempt.Step;

    private static WatchedDetail One(string name, WatchedScripts scripts, RunProcesses runs)
    {
        var (run, troubles) = (scripts.Find(name), new List<string>());
        var asked = runs.Asked(name);
        return new(
            Summarise(name, run, scripts, Stopwatch.StartNew()),
            [.. run.Attempts.TakeLast(ShownAttempts).Select(a => Describe(a, a == run.Last, scripts, troubles))],
            troubles,
            RunQuestions.Diagnosed(asked),
            RunQuestions.Probed(asked),
            [
                $"./saddle doctor {Shell.Quoted(asked.Path)} --trust",
                $"./saddle import NEW --watched {Shell.Quoted(asked.Path)}",
            ]);
    }

    private static AttemptInfo Describe(
        WatchedAttempt attempt, bool isLast, WatchedScripts scripts, List<string> troubles)
    {
        return new(
            Path.GetFileName(attempt.Path),
            Short(attempt.Status),
            Server.Finite(attempt.Began) ?? 0,
            isLast ? StepOf(attempt, scripts) : attempt.Step,
            attempt.Seconds,
            attempt.Reason is { } reason ? Short(reason) : null,
            [.. attempt.Told.Select(Short)],
            [.. attempt.Players.Select(Described)],
            Read(() => [.. attempt.Findings().OrderBy(f => !f.IsFault).Select(Described)], (ScriptFindingInfo[])[]),
            Read(() => [.. attempt.Samples().Select(sample => sample.Step)], (long[])[]),
            Read(() => ArePoints(attempt), false),
            isLast ? Read(() => Word(scripts.LogOf(attempt).Examined()), null) : null);

        TPart Read<TPart>(Func<TPart> read, TPart without)
        {
            try
            {
                return read();
            }
            catch (Exception damage) when (damage is DataException or IOException or UnauthorizedAccessException)
            {
                troubles.Add(Answers.Told(damage).Why);
                return without;
            }
        }
    }

    private static string Described(KeyValuePair<string, WatchedPlayer> player) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Short(player.Key)}: {Short(player.Value.Class)}, {player.Value.Parameters:N0} parameters, ")
        + (player.Value.Optimiser is { } optimiser
            ? string.Create(CultureInfo.InvariantCulture, $"{Short(optimiser.Class)}, rate {optimiser.Rate:G3}")
            : "no optimiser");

    private static ScriptFindingInfo Described(ScriptFinding finding) => new(
        Short(finding.Name),
        finding.Player is { } player ? Short(player) : null,
        Short(finding.Kind),
        Short(finding.Evidence),
        [.. finding.Remedy.Split('\n').Take(20).Select(Short)]);

    private static DiagnosisInfo? Word(Examination? found) => found?.Diagnosis is not { } diagnosis
        ? null
        : new(
            diagnosis.Name,
            diagnosis.Sentence,
            diagnosis.Evidence.ToDictionary(e => e.Name, e => Server.Finite(e.Value), StringComparer.Ordinal),
            [.. diagnosis.Advice.Select(a => new AdviceInfo(a.Change, a.Why, a.Source, a.Code))]);

    private static WatchedFigures Figures(
        string name, string attempt, WatchedScripts scripts, long after = -1, string version = "")
    {
        var log = scripts.LogOf(scripts.Find(name, attempt));
        var now = string.Create(CultureInfo.InvariantCulture, $"{log.Rounds.Version}.{log.Layers.Version}");
        var from = version == now ? after : -1;
        return new(
            now,
            log.Rounds.LastStep,
            Thinned(log.Rounds.Series(from), ShownValues),
            Thinned(log.Layers.Series(from), ShownValuesOfLayer),
            [.. new[] { log.Rounds.Trouble, log.Layers.Trouble }.OfType<string>().Select(Failure.OneLine)]);
    }

    private static IReadOnlyList<SeriesInfo> Thinned(
        IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> series, int most) =>
        [.. series.Where(s => s.Value.Count > 0).Select(s => RunEndpoints.Thinned(s.Key, s.Value, most))];

    // Generated samples, or real ones; both in one scatter where they are points.
    private static IResult Samples(
        string name, string attempt, long step, WatchedScripts scripts, bool real = false)
    {
        var file = scripts.Find(name, attempt).Samples().FirstOrDefault(sample => sample.Step == step).File;
        var generated = file is null ? null : WatchedSamples.Read(file, WatchedSamples.Generated);
        var fed = file is null ? null : WatchedSamples.Read(file, WatchedSamples.Real);
        if ((real ? fed : generated) is not { } shown)
        {
            return Answers.Problem(
                $"{name}, attempt {attempt}, has no {(real ? "real" : "generated")} samples of round {step}",
                StatusCodes.Status404NotFound);
        }

        var shape = PictureShape(shown.Shape) ?? shown.Shape;
        var count = shape is [1 or 3, _, var width] ? Fitting(shown.Count, width) : shown.Count;
        var length = shown.Values.Length / shown.Count;
        var sheet = SampleSheet.Of(
            [.. shown.Values.Take(count * length).Select(value => (double)value)],
            shape,
            !real && fed is not null && fed.Shape.SequenceEqual(shown.Shape)
                ? [.. fed.Values.Select(value => (double)value)]
                : [],
            ArrayItems.RangeOf((fed ?? shown).Values));
        return Results.Bytes(PngWriter.Write(sheet), "image/png");
    }

    private static bool ArePoints(WatchedAttempt attempt) =>
        attempt.Samples() is [.., var last]
        && WatchedSamples.ShapeOf(last.File, WatchedSamples.Generated) is { } shape
        && PictureShape(shape) is null;

    // Numbers of one dimension that fill a square are a picture of a network without convolutions.
    private static IReadOnlyList<int>? PictureShape(IReadOnlyList<int> shape) => shape switch
    {
        [1 or 3, _, _] => shape,
        [>= LeastPicture and var n] when Side(n) is > 0 and var side => [1, side, side],
        [>= LeastPicture and var n] when n % 3 == 0 && Side(n / 3) is > 0 and var side => [3, side, side],
        _ => null,
    };

    private static int Side(int square) =>
        (int)Math.Round(Math.Sqrt(square)) is var side && side * side == square ? side : 0;

    private static int Fitting(int count, int width) =>
        Math.Max(1, WidestSheet / Math.Max(width, 1)) is var row ? Math.Min(count, row * row) : count;

    private static string Short(string text) => text.Length <= 1000 ? text : $"{text[..1000]} ...";
}
