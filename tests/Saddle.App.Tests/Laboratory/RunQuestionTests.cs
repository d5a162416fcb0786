using System.Net;
using System.Text;
using System.Text.Json;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>
/// The doctor and probes, asked through the laboratory: the command line's answers, within their time, kept in the
/// run's folder.
/// </summary>
public sealed class RunQuestionTests
{
    [LaboratoryTorchFact]
    public async Task Settings_that_hold_are_found_and_kept_with_the_run()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var config = Path.Combine(laboratory.Runs, "linear.yaml");
        Directory.CreateDirectory(laboratory.Runs);
        await File.WriteAllTextAsync(
            config,
            "data: {name: ring, modes: 1, radius: 1, sd: 0.1}\nnetwork: {name: mlp, latent: 2, depth: 0}\n"
            + "objective: wasserstein\nregularisers: [{name: r1, gamma: 1}]\n"
            + "rule: {name: simultaneous, eta: 0.02}\nsteps: 400\nmetrics: []\nevaluate-every: 0");
        var trained = SaddleProcess.Run("train", config, "--out", Path.Combine(laboratory.Runs, "ring"));
        Assert.True(trained.Status == ExitStatus.Done, trained.Error);
        using var response = await laboratory.Post(
            "api/runs/ring/settings",
            """{"x":"eta-g=0.0001:0.1:5:log","y":"ratio=0.5:2:2:log","updates":20,"lines":1}""");
        var answer = await Read(response);
        Assert.Equal(20, answer.GetProperty("updates").GetInt32());
        Assert.Contains("\"panels\"", answer.GetProperty("figure").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("present").GetProperty("etaG").GetDouble() > 0);
        var run = await laboratory.Client.GetStringAsync("api/runs/ring");
        using var kept = JsonDocument.Parse(run);
        Assert.Equal(20, kept.RootElement.GetProperty("settings").GetProperty("updates").GetInt32());
        using var refused = await laboratory.Post("api/runs/ring/settings", """{"x":"eta=0:1:5:log"}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("positive ends", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [LaboratoryTorchFact]
    public async Task Answers_are_those_of_the_command_line_and_are_kept()
    {
        await using var laboratory = await Trained();
        using var response = await laboratory.Post(
            "api/runs/ring/probes/gradient-norms",
            """{"settings":{"batches":"4"},"seed":7}""");
        var answer = await Read(response);
        var told = SaddleProcess.Run(
            "probe",
            Path.Combine(laboratory.Runs, "ring"),
            "gradient-norms",
            "--set",
            "batches=4",
            "--seed",
            "7",
            "--json").Json().GetProperty("probes")[0];
        Assert.Equal(told.GetProperty("finding").GetString(), answer.GetProperty("finding").GetString());
        Assert.Equal(
            told.GetProperty("figures").GetProperty("saturating").GetDouble(),
            answer.GetProperty("figures").GetProperty("saturating").GetDouble());
        Assert.Equal("4", answer.GetProperty("settings").GetProperty("batches").GetString());

        using var diagnosed = await laboratory.Post("api/runs/ring/doctor", "{}");
        var diagnosis = (await Read(diagnosed)).GetProperty("diagnosis");
        Assert.Equal("too-short", diagnosis.GetProperty("name").GetString());
        Assert.NotEmpty(diagnosis.GetProperty("advice").EnumerateArray());

        using var kept = JsonDocument.Parse(await laboratory.Client.GetStringAsync("api/runs/ring"));
        Assert.Equal(
            "too-short",
            kept.RootElement.GetProperty("doctor").GetProperty("diagnosis").GetProperty("name").GetString());
        Assert.Equal(
            answer.GetRawText(),
            Assert.Single(kept.RootElement.GetProperty("probes").EnumerateArray()).GetRawText());
    }

    [LaboratoryTorchFact]
    public async Task What_takes_too_long_or_is_left_is_ended()
    {
        await using var laboratory = await Trained();
        using var late = await laboratory.Post(
            "api/runs/ring/probes/optimal-discriminator",
            """{"settings":{"iterations":"1000000"},"seconds":3}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("not done after 3 seconds", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var leaving = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        const string Long = """{"settings":{"iterations":"1000000"},"seconds":600}""";
        using var asked = new StringContent(Long, Encoding.UTF8, "application/json");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => laboratory.Client.PostAsync("api/runs/ring/probes/optimal-discriminator", asked, leaving.Token));
        await laboratory.Rest();
        Assert.False(Directory.Exists(Path.Combine(laboratory.Runs, "ring", "answers")));
    }

    [LaboratoryTorchFact]
    public async Task A_question_that_makes_no_sense_gets_a_line()
    {
        await using var laboratory = await Trained();
        foreach (var (path, body, expected) in ((string, string, string)[])
        [
            ("api/runs/ring/probes/mode", """{"settings":{}}""", "did you mean 'modes'?"),
            ("api/runs/ring/probes/modes", """{"settings":{"samples":"-1"}}""", "samples"),
            ("api/runs/ring/probes/modes", """{"settings":{},"seconds":0}""", "0 seconds"),
            ("api/runs/rings/doctor", "{}", "there is no run 'rings'"),
        ])
        {
            using var response = await laboratory.Post(path, body);
            Assert.InRange((int)response.StatusCode, 400, 499);
            Assert.Contains(
                expected,
                JsonDocument.Parse(
                    await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString(),
                StringComparison.Ordinal);
        }
    }

    private static async Task<OpenLaboratory> Trained()
    {
        var laboratory = await OpenLaboratory.Open();
        var trained = SaddleProcess.Run(
            "train",
            "ring-of-eight",
            "--steps",
            "50",
            "--out",
            Path.Combine(laboratory.Runs, "ring"));
        Assert.True(trained.Status == ExitStatus.Done, trained.Error);
        return laboratory;
    }

    private static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
