using System.Globalization;
using System.Runtime.InteropServices;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Support;

/// <summary>A folder as python/saddle_trace.py writes it, which grows when it is told to.</summary>
/// <param name="path">The folder.</param>
internal sealed class WatchedFolder(string path)
{
    private readonly List<string> _attempts = [];

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>A file of an attempt.</summary>
    public string At(int attempt, string name) =>
        System.IO.Path.Combine(path, "attempts", attempt.ToString("D3", CultureInfo.InvariantCulture), name);

    /// <summary>Begins an attempt; those before it end.</summary>
    public void Begin(string status = "running", string? reason = null)
    {
        var number = _attempts.Count + 1;
        Directory.CreateDirectory(At(number, "samples"));
        for (var i = 0; i < _attempts.Count; i++)
        {
            _attempts[i] = _attempts[i].Replace("\"running\"", "\"killed\"", StringComparison.Ordinal);
        }

        var why = reason is null ? "null" : $"\"{reason}\"";
        _attempts.Add(
            $$"""
            {"folder": "attempts/{{number:D3}}", "status": "{{status}}", "reason": {{why}}, "began": {{Now}},
             "pid": {{Environment.ProcessId}}, "step": 0, "told": [], "players": {"generator": {"class": "Net",
              "parameters": 7, "optimiser": {"class": "Adam", "rate": 0.1, "betas": null} } } }
            """);
        Write();
    }

    /// <summary>Appends rounds to the last attempt.</summary>
    public void Append(int first, int count)
    {
        File.AppendAllLines(
            At(_attempts.Count, "steps.jsonl"),
            Enumerable.Range(first, count).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"step\": {i}, \"loss_g\": {0.693 + (0.03 * Math.Cos(i * i))}, "
                + $"\"loss_d\": {1.386 + (0.05 * Math.Sin(i * i))}, \"grad_g\": NaN}}")));
        File.AppendAllLines(
            At(_attempts.Count, "layers.jsonl"),
            [$$"""{"step": {{first}}, "player": "generator", "main.0": 1.5}"""]);
    }

    /// <summary>Writes samples of the last attempt: pictures of 8 x 8, or points.</summary>
    public void Sample(int step, params int[] shape)
    {
        var length = shape.Aggregate(1, (product, n) => product * n);
        float[] values = [.. Enumerable.Range(0, 16 * length).Select(i => (float)Math.Sin(i))];
        Safetensors.Write(
            At(_attempts.Count, System.IO.Path.Combine("samples", $"step-{step:D7}.safetensors")),
            [Array("generated"), Array("real")],
            new Dictionary<string, string>(StringComparer.Ordinal));

        StoredArray Array(string name) => new(
            name, "F32", [16, .. shape], 64 * length, () => MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    private static string Now =>
        TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private void Write() => AtomicFile.Write(
        System.IO.Path.Combine(path, "watch.json"),
        $$"""
        {"format": "saddle-watch", "version": 1, "script": "train.py", "attempts": [{{string.Join(",", _attempts)}}]}
        """);
}
