using System.Globalization;
using System.Runtime.InteropServices;
using Saddle.App.Tests.Support;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Commands;

/// <summary>saddle doctor of a folder that python/saddle_trace.py wrote, as a user runs it.</summary>
public sealed class DoctorWatchedTests : IDisposable
{
    private const string Finding = """
        [{"name": "labels-reversed", "player": "generator", "kind": "fault", "evidence": "in 24 of 24 steps",
          "remedy": "loss_g = criterion(D(fake), real_label)\nloss_g.backward()"},
         {"name": "unused-parameters", "player": null, "kind": "note",
          "evidence": "2 of 14", "remedy": "take them out"}]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_attempt_is_examined_and_what_its_script_does_wrong_comes_first()
    {
        Write("attempts/001", _ => 2.5, "[]");
        Write("attempts/002", i => 1.386 + (0.05 * Math.Sin(i * i)), Finding);
        Watch("""{"folder": "attempts/001", "status": "killed"}, {"folder": "attempts/002", "status": "running"}""");
        var result = Doctor("--json").QuietJson();
        Assert.Equal("no-failure-seen", result.GetProperty("diagnosis").GetString());
        var findings = result.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(
            ["labels-reversed generator fault", "unused-parameters  note"],
            findings.Select(f => $"{f.GetProperty("name")} {f.GetProperty("player")} {f.GetProperty("kind")}"),
            StringComparer.Ordinal);
        Assert.Equal("loss_d", result.GetProperty("columns").GetProperty("taken").GetProperty("loss_d").GetString());
        var lines = SaddleHere.Run(["doctor", _folder.At("attempts")[..^"attempts".Length]]).Output.Split('\n');
        Assert.StartsWith("no-failure-seen: ", lines[0]);
        Assert.Equal("fault labels-reversed (generator): in 24 of 24 steps", lines[1]);
        Assert.Equal("    loss_g.backward()", lines[3]);
        Assert.Equal("note unused-parameters: 2 of 14", lines[4]);
    }

    [TorchFact]
    public void A_collapse_is_seen_in_the_samples_of_the_last_attempt_though_its_losses_lie_at_chance()
    {
        Write("attempts/001", i => 1.386 + (0.05 * Math.Sin(i * i)), "[]");
        Watch("""{"folder": "attempts/001", "status": "finished"}""");
        Samples("step-0000100", i => Ring((2 * i) + 1));
        var well = Doctor("--json").Json();
        Assert.Equal("healthy", well.GetProperty("diagnosis").GetString());
        Assert.Equal(64, well.GetProperty("samples").GetProperty("n")[1].GetInt32());
        Samples("step-0000150", i => Ring(3));
        var result = Doctor("--json").Json();
        Assert.Equal("mode-collapse", result.GetProperty("diagnosis").GetString());
        Assert.Equal(128, result.GetProperty("samples").GetProperty("n")[0].GetInt32());
        Assert.Contains("networks: ", result.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [TorchFact]
    public void A_generator_that_has_only_begun_makes_one_thing_and_is_not_collapsed()
    {
        Write("attempts/001", i => 1.386 + (0.05 * Math.Sin(i * i)), "[]", updates: 60);
        Watch("""{"folder": "attempts/001", "status": "running"}""");
        Samples("step-0000050", i => Ring(3));
        Assert.Equal("too-short", Doctor("--json").Json().GetProperty("diagnosis").GetString());
    }

    [Theory]
    [InlineData("""{"folder": "../elsewhere"}""", 1, "which is not within the run")]
    [InlineData("""{"folder": "attempts/001"}""", 2, "expected 'saddle-watch', version 1")]
    [InlineData("", 1, "has no attempt yet")]
    [InlineData("{", 1, "is damaged")]
    public void What_is_no_watched_run_is_refused_in_one_line(string attempts, int version, string problem)
    {
        Watch(attempts, version);
        var result = Doctor();
        Assert.Equal(2, result.Status);
        Assert.Contains(problem, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private void Watch(string attempts, int version = 1) => File.WriteAllText(
        _folder.At("watch.json"),
        $$"""{"format": "saddle-watch", "version": {{version}}, "script": "train.py", "attempts": [{{attempts}}]}""");

    private void Write(string attempt, Func<int, double> loss, string findings, int updates = 150)
    {
        Directory.CreateDirectory(_folder.At(attempt));
        File.WriteAllText(Path.Combine(_folder.At(attempt), "findings.json"), findings);
        File.WriteAllLines(
            Path.Combine(_folder.At(attempt), "steps.jsonl"),
            Enumerable.Range(1, updates).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"step": {{i}}, "loss_g": {{0.693 + (0.03 * Math.Cos(i * i))}}, "loss_d": {{loss(i)}}}""")));
    }

    // Points around a ring, a little off it.
    private static float[] Ring(int i) =>
        [(float)((2 + (0.01 * (i % 5))) * Math.Cos(0.7 * i)), (float)((2 + (0.01 * (i % 3))) * Math.Sin(0.7 * i))];

    private void Samples(string name, Func<int, float[]> generated)
    {
        var folder = _folder.At("attempts/001/samples");
        Directory.CreateDirectory(folder);
        Safetensors.Write(
            Path.Combine(folder, $"{name}.safetensors"),
            [Array("generated", generated), Array("real", i => Ring((2 * i) + name[^2]))],
            new Dictionary<string, string>(StringComparer.Ordinal));

        static StoredArray Array(string name, Func<int, float[]> point) => new(
            name,
            "F32",
            [64, 2],
            64 * 2 * sizeof(float),
            () => MemoryMarshal.AsBytes(Enumerable.Range(0, 64).SelectMany(point).ToArray().AsSpan()).ToArray());
    }

    private ProcessResult Doctor(params string[] options) => SaddleHere.Run(["doctor", _folder.At("."), .. options]);
}
