using System.Diagnostics;
using System.Text;
using Saddle.Data.Tests.Support;

namespace Saddle.App.Tests.Support;

/// <summary>
/// Runs as somebody could send them: a trained one, spoilt so that using it would read, write, delete or execute what
/// is outside it, or never end.
/// </summary>
internal static class CopiedRun
{
    /// <summary>How a file begins that no answer may show.</summary>
    public const string Secret = "a secret of the user";

    private const string Trigger =
        "CREATE TRIGGER spoilt BEFORE INSERT ON metric BEGIN "
        + "INSERT INTO event SELECT 1, hex(zeroblob(1000000000)) FROM metric; END";

    private const long Sparse = 1L << 36;

    // The end of a journal that names another file, which SQLite takes away once it has rolled back.
    private static readonly byte[] Magic = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

    /// <summary>What is done to a run, by a name; the second folder is somebody's own.</summary>
    public static IReadOnlyDictionary<string, Action<string, string>> Kinds { get; } =
        new Dictionary<string, Action<string, string>>(StringComparer.Ordinal)
        {
            ["links"] = Links,
            ["linked-configuration"] = (run, outside) => Link(run, "config.yaml", Path.Combine(outside, "secret")),
            ["linked-metrics"] = (run, outside) => Link(run, "metrics.sqlite", Path.Combine(outside, "database")),
            ["linked-checkpoints"] = (run, outside) => Link(run, "checkpoints", Path.Combine(outside, "folder")),
            ["linked-samples"] = (run, outside) => Link(run, "samples", Path.Combine(outside, "folder")),
            ["linked-events"] = LinkedEvents,
            ["view"] = (run, _) => HostileRun.Make(run, HostileRun.Endless),
            ["trigger"] = (run, _) => HostileRun.Change(run, Trigger),
            ["journal"] = Journal,
            ["anchor"] = (run, _) => File.WriteAllText(Path.Combine(run, "config.yaml"), "x: &x [*x]\n"),
            ["depth"] = (run, _) => File.WriteAllText(Path.Combine(run, "config.yaml"), new string('[', 20_000)),
            ["laughs"] = (run, _) => File.WriteAllText(Path.Combine(run, "config.yaml"), HostileRun.Laughs),
            ["null-state"] = (run, _) => File.WriteAllText(Path.Combine(run, "run.json"), "null"),
            ["cut-state"] = (run, _) => File.WriteAllText(Path.Combine(run, "run.json"), "{\"status\": \"fin"),
            ["terminal-state"] = (run, _) => File.WriteAllText(
                Path.Combine(run, "run.json"),
                """
                {"status": "failed", "step": 1, "steps": 2, "seconds": 1, "versions": {}, "reason": "\u001b]0;x\u0007"}
                """),
            ["program"] = (run, outside) => Name(run, outside, "torchscript", "file"),
            ["weights"] = (run, outside) => Name(run, outside, "inception", "weights"),
            ["name"] = (run, _) => Set(run, "name", "../../../outside/made"),
            ["pipes"] = Pipes,
            ["pipe-of-data"] = (run, _) => Data(run, Pipe(Path.Combine(run, "points.npy"))),
            ["device-of-data"] = (run, _) => Data(run, "/dev/zero"),
            ["secret-of-data"] = (run, outside) => Data(run, Path.Combine(outside, "secret")),
            ["huge"] = Huge,
        };

    /// <summary>Somebody's own folder, which no run has any business with.</summary>
    /// <param name="outside">The folder.</param>
    /// <param name="run">A trained run, whose metrics lie there too.</param>
    public static void MakeOutside(string outside, string run)
    {
        Directory.CreateDirectory(Path.Combine(outside, "folder"));
        foreach (var name in (string[])["secret", "left.tmp", "folder/step-000000004.safetensors", "folder/left.tmp"])
        {
            File.WriteAllText(Path.Combine(outside, name), Secret);
        }

        File.Copy(Path.Combine(run, "metrics.sqlite"), Path.Combine(outside, "database"));
    }

    /// <summary>Everything in a folder, with times and contents.</summary>
    public static string[] Content(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(entry => $"{entry} {File.GetLastWriteTimeUtc(entry):O} "
                + (File.Exists(entry) ? Convert.ToHexString(File.ReadAllBytes(entry)) : "folder")),
    ];

    private static void Links(string run, string outside)
    {
        Directory.CreateSymbolicLink(Path.Combine(run, "samples", "more"), Path.Combine(outside, "folder"));
        Link(run, "samples/step-000000009.png", Path.Combine(outside, "secret"));
        Link(run, "samples/left.tmp", Path.Combine(outside, "left.tmp"));
        Link(run, "answers", Path.Combine(outside, "folder"));
        Link(run, ".lock", Path.Combine(outside, "made"));
        Link(run, "checkpoints/best.safetensors", Path.Combine(outside, "secret"));
    }

    private static void LinkedEvents(string run, string outside)
    {
        foreach (var file in Directory.GetFiles(run, "events.*"))
        {
            Link(run, Path.GetFileName(file), Path.Combine(outside, "secret"));
        }
    }

    private static void Journal(string run, string outside)
    {
        var name = Encoding.UTF8.GetBytes(Path.Combine(outside, "secret"));
        byte[] start = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, .. new byte[504]];
        byte[] end = [.. name, .. Number(name.Length), .. Number(name.Sum(b => (sbyte)b)), .. Magic];
        File.WriteAllBytes(Path.Combine(run, "metrics.sqlite-journal"), [.. start, .. end]);
        File.Copy(Path.Combine(run, "metrics.sqlite-journal"), Path.Combine(run, "metrics.sqlite-wal"));

        static byte[] Number(int number) => [.. BitConverter.GetBytes(number).Reverse()];
    }

    private static void Name(string run, string outside, string extractor, string setting)
    {
        var (file, written) = (Path.Combine(run, "module.pt"), Path.Combine(outside, "made"));
        ScriptArchive.Write(
            file, $"torch.save(x, \"{written}\")\nreturn torch.flatten(x, 1, -1)", $"torch.save(state, \"{written}\")");
        Set(run, "metrics", "[fid]");
        Set(run, "extractor", $"{{name: {extractor}, {setting}: {file}}}");
    }

    private static void Data(string run, string file) => Set(run, "data", $"{{name: points, file: {file}}}");

    private static void Pipes(string run, string outside)
    {
        Pipe(Path.Combine(run, "samples", "step-000000009.png"));
        Pipe(Path.Combine(run, "checkpoints", "best.safetensors"));
        Pipe(Path.Combine(run, "metrics.sqlite"));
        Pipe(Path.Combine(run, "metrics.sqlite-journal"));
    }

    private static void Huge(string run, string outside)
    {
        string[] names = ["config.yaml", "checkpoints/step-000000009.safetensors", "samples/step-000000009.txt"];
        foreach (var name in names)
        {
            using var file = File.OpenWrite(Path.Combine(run, name));
            file.SetLength(Sparse);
        }
    }

    private static string Pipe(string path)
    {
        File.Delete(path);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }

    private static void Link(string run, string name, string target)
    {
        var path = Path.Combine(run, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    // A part of a configuration goes from its name to the next line that is not set back.
    private static void Set(string run, string part, string value)
    {
        var file = Path.Combine(run, "config.yaml");
        var kept = new List<string>();
        var isPart = false;
        foreach (var line in File.ReadLines(file))
        {
            isPart = line.StartsWith($"{part}:", StringComparison.Ordinal) || (isPart && line.StartsWith(' '));
            if (!isPart)
            {
                kept.Add(line);
            }
        }

        File.WriteAllLines(file, [.. kept, $"{part}: {value}"]);
    }
}
