using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Data.Formats;
using Saddle.Gans.Training;

namespace Saddle.App.Laboratory;

/// <summary>The runs page: everything of a run from its folder alone.</summary>
internal static class RunEndpoints
{
    private const int ShownValues = 3000;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/runs", All).WithName("runs");
        routes.MapGet("/api/runs/{name}", One).WithName("run");
        routes.MapGet("/api/runs/{name}/samples/{file}", Sample)
            .WithName("sample")
            .Produces(StatusCodes.Status200OK, contentType: "image/png");
        routes.MapPost("/api/runs", Begin).WithName("beginRun");
        routes.MapPost("/api/runs/{name}/resume", Resume).WithName("resumeRun");
        routes.MapPost("/api/runs/{name}/stop", Stop).WithName("stopRun");
        routes.MapPost("/api/runs/{name}/doctor", RunQuestions.Diagnose).WithName("askDoctor");
        routes.MapPost("/api/runs/{name}/probes/{probe}", RunQuestions.Probe).WithName("askProbe");
        routes.MapPost("/api/runs/{name}/paint", PictureQuestions.Paint).WithName("paint");
        routes.MapPost("/api/runs/{name}/colourise", PictureQuestions.Colourise).WithName("colourise");
        routes.MapPost("/api/runs/{name}/settings", SettingsQuestion.Ask).WithName("askSettings");
    }

    private static RunList All(RunProcesses runs, WatchedScripts scripts) => new(
        [.. runs.All.Select(run => Summarise(run, runs))],
        WatchedEndpoints.All(scripts),
        runs.Starting,
        runs.Troubles);

    private static RunDetail One(string name, RunProcesses runs) => Describe(runs.Find(name), runs);

    private static RunName Begin(RunRequest asked, RunProcesses runs) =>
        new(runs.Begin(asked.Recipe, asked.Steps, asked.Seed));

    private static void Resume(string name, ResumeRequest asked, RunProcesses runs) => runs.Resume(name, asked.Steps);

    private static void Stop(string name, RunProcesses runs) => runs.Stop(name);

    private static RunSummary Summarise(RunFolder run, RunProcesses runs)
    {
        var (name, state) = (runs.NameOf(run), run.StateOrTrouble);
        return new(
            name,
            state.Status,
            state.Step,
            state.Steps,
            state.Reason ?? runs.Trouble(name),
            state.Best,
            state.Seconds,
            runs.IsTraining(name));
    }

    // A run may come from anywhere: what of it cannot be read is said, and the rest is shown.
    private static RunDetail Describe(RunFolder run, RunProcesses runs)
    {
        var troubles = new List<string>();
        var summary = Summarise(run, runs);
        var (configuration, takes) = Read(
            () => (run.Configuration.ToYaml(), Takes(run.Configuration)), (string.Empty, null));
        var (versions, series) = (
            Read(() => run.State.Versions, new Dictionary<string, string>(StringComparer.Ordinal)),
            Read(() => Series(run), []));
        return new(
            summary,
            troubles,
            configuration,
            versions,
            series,
            Read(() => [.. run.Sheets], (string[])[]),
            Read(() => RunQuestions.Diagnosed(AskedRun.Of(run)), null),
            Read(() => RunQuestions.Probed(AskedRun.Of(run)), []),
            Read(() => SettingsQuestion.Answered(run), null),
            takes,
            Commands(run, summary));

        TPart Read<TPart>(Func<TPart> read, TPart without)
        {
            try
            {
                return read();
            }
            catch (Exception damage) when (damage is not OperationCanceledException)
            {
                troubles.Add(Answers.Told(damage).Why);
                return without;
            }
        }
    }

    private static string? Takes(Configuration configuration) =>
        configuration.Generator.ReadsImages ? "photograph" : configuration.Data.HasSentences ? "sentences" : null;

    private static IReadOnlyList<SeriesInfo> Series(RunFolder run) => File.Exists(run.MetricsFile)
        ?
        [
            .. MetricsLog.Read(run)
                .OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => Thinned(s.Key, s.Value, ShownValues)),
        ]
        : [];

    private static IReadOnlyList<string> Commands(RunFolder run, RunSummary summary)
    {
        var path = Shell.Quoted(run.Path);
        return summary.Status == "finished"
            ? [$"./saddle doctor {path}"]
            : [$"./saddle doctor {path}", $"./saddle train --resume {path}"];
    }

    /// <summary>A figure with so many values at most, and its last.</summary>
    public static SeriesInfo Thinned(string name, IReadOnlyList<(long Step, double Value)> values, int most)
    {
        var every = 1 + ((values.Count - 1) / most);
        var shown = values.Where((_, i) => i % every == 0 || i == values.Count - 1).ToList();
        return new(name, [.. shown.Select(v => v.Step)], [.. shown.Select(v => Server.Finite(v.Value))]);
    }

    private static IResult Sample(string name, string file, RunProcesses runs)
    {
        var run = runs.Find(name);
        return run.Sheets.Contains(file, StringComparer.Ordinal)
            ? Results.File(
                InputFile.Open(run.Sheet(file)),
                file.EndsWith(".png", StringComparison.Ordinal) ? "image/png" : "text/plain; charset=utf-8")
            : Answers.Problem($"{name} has no sample '{file}'", StatusCodes.Status404NotFound);
    }
}
