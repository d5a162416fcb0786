using System.Net;
using System.Text;
using Saddle.App.Tests.Laboratory;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>
/// Runs that somebody sent, put through all that one does with a run, at the command line and by requests: each ends in
/// a result or in a line, nothing outside is touched, nothing is executed, no secret is told.
/// </summary>
/// <remarks>
/// With <c>SADDLE_FAULTS=all</c> every command has a process of its own, and the laboratory is asked about every run.
/// </remarks>
public sealed class HostileRunTests : IDisposable
{
    private static readonly bool IsWhole = Faults.CrashTests.IsWhole;

    private static readonly string[] Verbs =
    [
        "runs check RUN",
        "doctor RUN --seconds 1",
        "train --resume RUN --steps 8",
        "sample RUN -n 1 --out RUN-samples",
        "probe RUN modes",
    ];

    // Which runs the laboratory is asked to question and resume, which the command line does with all.
    private static readonly string[] Asked = IsWhole
        ? [.. CopiedRun.Kinds.Keys]
        : ["links", "linked-samples", "pipes", "program", "weights", "huge", "journal", "null-state"];

    private static readonly int[] Ends = [ExitStatus.Done, ExitStatus.Failed, ExitStatus.BadInput];

    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void At_the_command_line_hostile_runs_touch_nothing_outside_and_execute_nothing()
    {
        var before = Prepare(_folder.At("runs"));
        var all = SaddleProcess.Run(_folder.Path, ["runs", "runs"]);
        Assert.Equal(ExitStatus.Done, all.Status);
        Harmless("runs", all);
        Parallel.ForEach(CopiedRun.Kinds.Keys, kind =>
        {
            foreach (var verb in Verbs)
            {
                var command = verb.Replace("RUN", _folder.At("runs", kind), StringComparison.Ordinal);
                var told = IsWhole ? SaddleProcess.Run(command.Split(' ')) : SaddleHere.Run(command.Split(' '));
                Assert.True(Ends.Contains(told.Status), $"{command}: {told.Status} {told.Error}");
                Harmless(command, told);
                if (kind == "program" && !verb.StartsWith("runs", StringComparison.Ordinal))
                {
                    Assert.EndsWith("add --trust\n", told.Error, StringComparison.Ordinal);
                }
            }
        });
        Assert.Equal(before, CopiedRun.Content(_folder.At("outside")));
    }

    [LaboratoryTorchFact]
    public async Task By_requests_hostile_runs_touch_nothing_outside_and_execute_nothing()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var before = Prepare(laboratory.Runs);
        foreach (var kind in CopiedRun.Kinds.Keys)
        {
            await Ask(laboratory.Client, HttpMethod.Get, $"api/runs/{kind}");
            await Ask(laboratory.Client, HttpMethod.Get, $"api/runs/{kind}/samples/step-000000009.png");
            await Ask(laboratory.Client, HttpMethod.Get, $"api/runs/{kind}/samples/more");
            if (!Asked.Contains(kind, StringComparer.Ordinal))
            {
                continue;
            }

            await Ask(laboratory.Client, HttpMethod.Post, $"api/runs/{kind}/doctor", "{\"seconds\": 1, \"seed\": 1}");
            await Ask(laboratory.Client, HttpMethod.Post, $"api/runs/{kind}/resume", "{\"steps\": 8}");
            var list = await Ask(laboratory.Client, HttpMethod.Get, "api/runs");
            for (var looks = 0; list.Contains("\"training\":true", StringComparison.OrdinalIgnoreCase); looks++)
            {
                Assert.True(looks < 1200, $"{kind} trains on and on");
                await Task.Delay(100);
                list = await Ask(laboratory.Client, HttpMethod.Get, "api/runs");
            }
        }

        Assert.Equal(before, CopiedRun.Content(_folder.At("outside")));
    }

    public void Dispose() => _folder.Dispose();

    private static void Harmless(string command, ProcessResult told)
    {
        foreach (var text in (string[])[told.Output, told.Error])
        {
            Assert.False(text.Contains(CopiedRun.Secret, StringComparison.Ordinal), $"{command}: {text}");
            Assert.False(text.Contains('\e', StringComparison.Ordinal), $"{command}: {text}");
            Assert.False(text.Contains("   at ", StringComparison.Ordinal), $"{command}: {text}");
        }
    }

    private static async Task<string> Ask(HttpClient client, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{path}: {response.StatusCode} {text}");
        Assert.False(text.Contains(CopiedRun.Secret, StringComparison.Ordinal), $"{path}: {text}");
        return text;
    }

    private string[] Prepare(string runs)
    {
        File.WriteAllText(_folder.At("config.yaml"), """
            name: copied
            data: ring
            network: {name: mlp, width: 8, depth: 1}
            rule: adam
            batch: 8
            steps: 4
            checkpoint-every: 2
            sample-every: 2
            log-every: 1

            """);
        var trained = SaddleProcess.Run(_folder.Path, ["train", "config.yaml", "--out", "trained"]);
        Assert.True(trained.Status == ExitStatus.Done, trained.Error);
        CopiedRun.MakeOutside(_folder.At("outside"), _folder.At("trained"));
        var before = CopiedRun.Content(_folder.At("outside"));
        foreach (var (kind, spoil) in CopiedRun.Kinds)
        {
            var run = Path.Combine(runs, kind);
            foreach (var file in Directory.EnumerateFiles(_folder.At("trained"), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(run, Path.GetRelativePath(_folder.At("trained"), file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            spoil(run, _folder.At("outside"));
        }

        return before;
    }
}
