using System.Numerics;
using Saddle.App.Laboratory;
using Saddle.App.Store;
using Saddle.App.Sweeps;
using Saddle.Data.Formats;
using Saddle.Data.Logs;
using Saddle.Gans.Doctor;
using Saddle.Gans.Doctor.Foreign;
using Saddle.Gans.Training;
using Saddle.Gans.Watched;

namespace Saddle.Fuzz.Readers;

/// <summary>What a run's folder holds, which may be a copy from anybody; runs of other programs; stores.</summary>
internal static class RunReaders
{
    private const string Checkpoints = "checkpoints";
    private const string Answers = "answers";
    private const int MostRuns = 1000;

    private static readonly string Yaml = """
        steps: 1
        data: {name: ring}
        network: mlp
        rule: {name: sim-gd, eta: 0.1}
        """;

    private static readonly string State = """
        {"status": "interrupted", "step": 1, "steps": 1, "seconds": 1, "versions": {}}
        """;

    /// <summary>The readers.</summary>
    public static IEnumerable<Reader> All { get; } =
    [
        new("log", "x.log", Log),
        new("log-text", "x.log", path => TrainingLog.Read(path)),
        new("tensorboard-record", "x.tfevents", Log) { Wrap = Framed },
        new("wandb-record", "x.wandb", Log) { Wrap = Piece },
        new("configuration", "config.yaml", path => Configuration.Read(SmallText.Read(path, 1 << 22), path)),
        new("state", "run.json", path => _ = Run(path).State),
        new("metrics", "metrics.sqlite", path => MetricsLog.Read(Run(path))),
        new("checkpoint", "best.safetensors", Checkpoint),
        new("doctor-answer", "doctor.json", path => Kept(path, run => RunQuestions.Diagnosed(AskedRun.Of(run)))),
        new("probe-answer", "spectrum.json", path => Kept(path, run => RunQuestions.Probed(AskedRun.Of(run)))),
        new("phase-store", "phase.sqlite", path => Stored(path, () =>
        {
            using var store = PhaseStore.Open(path, []);
            store.Read();
        })),
        new("sweep-store", SweepStore.Name, path => Stored(path, () => Swept(path))),
        new("sweep-prediction", SweepPrediction.Name, Predicted),
        new("reproduction-store", "kept.sqlite", path => Stored(path, () => Reproduced(path))),
        new("watch", WatchedRun.File, Watched),
        new("watch-findings", "findings.json", Found),
        new("growing-log", "steps.jsonl", Grown),
    ];

    // As the doctor does it: whatever the log is, to the last diagnosis.
    private static void Log(string path)
    {
        foreach (var run in ForeignRun.Read([path], string.Empty, null))
        {
            ForeignExamination.Of(run, p => new(p.Series, new LoggedCase { Columns = p.Columns, Unit = p.Unit }));
        }
    }

    // The folder of a run, in which the file lies or is missing.
    private static RunFolder Run(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        foreach (var (name, text) in new[] { ("config.yaml", Yaml), ("run.json", State) })
        {
            if (!File.Exists(Path.Combine(folder, name)))
            {
                File.WriteAllText(Path.Combine(folder, name), text);
            }
        }

        return RunFolder.Open(folder);
    }

    private static RunFolder Run(string path, string within)
    {
        var run = Run(path);
        Directory.CreateDirectory(Path.Combine(run.Path, within));
        File.Copy(path, Path.Combine(run.Path, within, Path.GetFileName(path)), overwrite: true);
        return run;
    }

    private static void Kept(string path, Action<RunFolder> read) => read(Run(path, Answers));

    private static void Checkpoint(string path)
    {
        var run = Run(path, Checkpoints);
        File.Copy(path, Path.Combine(run.Path, Checkpoints, "step-000000001.safetensors"), overwrite: true);
        run.Best();
        run.StepDone();
    }

    private static void Stored(string path, Action read)
    {
        try
        {
            read();
        }
        finally
        {
            // Of the file that comes next these are none.
            File.Delete($"{path}-wal");
            File.Delete($"{path}-shm");
        }
    }

    // As a page shows it.
    private static void Swept(string path)
    {
        var (settings, outcomes) = SweepStore.Look(path);
        var sweep = Sweep.Of("x", settings);
        if (sweep.Count <= MostRuns)
        {
            var result = SweepResult.Of(sweep, sweep.ConfigurationOf(sweep.At(0)), outcomes, null);
            _ = (result.Points, result.Ranking, result.Ties);
        }
    }

    private static void Predicted(string path)
    {
        Sweep sweep = new(string.Empty, "x", [], [SweepAxis.Parse("a=1,2"), SweepAxis.Parse("b=1,2,3")], [1], 0, 1);
        foreach (var prediction in SweepPrediction.Read(new OwnFolder(Path.GetDirectoryName(path)!), sweep))
        {
            _ = SweepText.Predicted(new(sweep, [], null, false), prediction);
        }
    }

    private static void Reproduced(string path)
    {
        using var store = ReproductionStore.Open(path, []);
        store.Sum("run");
        store.TryGet<double>("run", out _);
        store.TryGet<List<Dictionary<string, double>>>("claim", out _);
    }

    private static void Watched(string path)
    {
        var run = WatchedRun.Open(Path.GetDirectoryName(path)!);
        foreach (var attempt in run.Attempts.Take(MostRuns))
        {
            _ = (attempt.Seconds, attempt.Findings(), attempt.Samples(), attempt.Exports());
        }
    }

    private static void Found(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        File.WriteAllText(
            Path.Combine(folder, WatchedRun.File),
            """{"format": "saddle-watch", "version": 1, "attempts": [{"folder": "1", "status": "finished"}]}""");
        Directory.CreateDirectory(Path.Combine(folder, "1"));
        File.Copy(path, Path.Combine(folder, "1", Path.GetFileName(path)), overwrite: true);
        WatchedRun.Open(folder).Last.Findings();
    }

    // As it grows: first half of it, then all.
    private static void Grown(string path)
    {
        var (log, bytes) = (new GrowingLog(() => path, "player"), File.ReadAllBytes(path));
        foreach (var length in new[] { bytes.Length / 2, bytes.Length })
        {
            File.WriteAllBytes(path, bytes[..length]);
            log.Look();
            _ = log.Series();
        }
    }

    // A record of W&B's in a file of its own, likewise; it is cut where it would end its block.
    private static byte[] Piece(byte[] record)
    {
        byte[] summed = [1, .. record.Take(32_000)];
        var (crc, length) = (~0u, summed.Length - 1);
        foreach (var bit in summed.SelectMany(b => Enumerable.Range(0, 8).Select(i => (uint)(b >> i) & 1)))
        {
            crc = ((crc ^ bit) & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        byte[] head = [.. BitConverter.GetBytes(~crc), (byte)length, (byte)(length >> 8)];
        return [.. ":W&B"u8, 0xE1, 0xBE, 0, .. head, .. summed];
    }

    // A record of TensorBoard with the right checksums, which no chance finds.
    private static byte[] Framed(byte[] record)
    {
        var length = BitConverter.GetBytes((long)record.Length);
        return [.. length, .. Checksum(length), .. record, .. Checksum(record)];
    }

    private static byte[] Checksum(byte[] bytes)
    {
        var crc = ~bytes.Aggregate(~0u, BitOperations.Crc32C);
        return BitConverter.GetBytes(BitOperations.RotateRight(crc, 15) + 0xA282EAD8);
    }
}
