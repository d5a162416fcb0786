using Microsoft.Data.Sqlite;
using Saddle.Gans.Training;

namespace Saddle.App.Tests.Support;

/// <summary>Runs as they may come from anywhere: a good one, then one file of it replaced.</summary>
internal static class HostileRun
{
    public const string Laughs = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        + "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
        + "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
        + "f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\ng: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]\n"
        + "name: [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]\n";

    public const string Endless = "CREATE VIEW metric(step, name, value) AS "
        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 'loss-g', 1.0 FROM n";

    private const string Config = "data: ring\nnetwork: {name: mlp, width: 16}\nrule: adam\nsteps: 20\n";

    /// <summary>What may be wrong with a run; each by a name.</summary>
    public static IReadOnlyDictionary<string, Action<string>> Kinds { get; } =
        new Dictionary<string, Action<string>>(StringComparer.Ordinal)
        {
            ["itself"] = At("config.yaml", "x: &x [*x]\n"),
            ["key-in-itself"] = At("config.yaml", "? &x {? *x : 1}\n: 1\n"),
            ["brackets"] = At("config.yaml", new string('[', 20_000)),
            ["braces"] = At("config.yaml", string.Concat(Enumerable.Repeat("{a: ", 20_000))),
            ["dashes"] = At("config.yaml", string.Concat(Enumerable.Repeat("- ", 20_000))),
            ["laughs"] = At("config.yaml", Laughs),
            ["long-config"] = At("config.yaml", new string('a', 5_000_000)),
            ["open-bracket"] = At("config.yaml", "data: {name: ring\nnetwork: mlp\n"),
            ["latin1"] = folder => File.WriteAllBytes(
                Path.Combine(folder, "config.yaml"), [.. "name: caf"u8.ToArray(), 0xe9, (byte)'\n']),
            ["long-key"] = At("config.yaml", $"data: ring\n? {new string('k', 900_000)}\n: 1\n"),
            ["null-state"] = At("run.json", "null"),
            ["cut-state"] = At("run.json", "{\"status\": \"fin"),
            ["empty-state"] = At("run.json", string.Empty),
            ["no-versions"] = At("run.json", """{"status":"finished","step":1,"steps":2,"seconds":1}"""),
            ["list-state"] = At("run.json", "[1, 2]"),
            ["deep-state"] = At("run.json", new string('[', 100_000)),
            ["long-time"] = At("run.json", State("1e300", "finished")),
            ["endless-best"] = At(
                "run.json", State("""1,"best":{"metric":"fid","value":1e999,"step":1}""", "finished")),
            ["long-best-state"] = At(
                "run.json", State($$"""1,"best":{"metric":"{{new string('x', 100_000)}}","value":1}""", "finished")),
            ["escape-state"] = At("run.json", State("1", "\\u001b]0;owned\\u0007\\nfinished")),
            ["garbage"] = folder => File.WriteAllText(Metrics(folder), "not a database, but long enough to be one\n"),
            ["empty-metrics"] = folder => File.WriteAllText(Metrics(folder), string.Empty),
            ["cut-metrics"] = folder => Cut(Metrics(folder)),
            ["view"] = folder => Make(folder, Endless),
            ["lying-view"] = folder => Make(
                folder,
                Endless,
                "PRAGMA writable_schema=ON",
                "UPDATE sqlite_schema SET type='table', rootpage=2 WHERE name='metric'"),
            ["other-columns"] = folder => Make(folder, "CREATE TABLE metric(step, name, value)"),
            ["long-names"] = folder => Change(
                folder, "INSERT INTO metric VALUES(7, hex(zeroblob(10000000)), 1)"),
            ["computed"] = folder => Make(
                folder,
                "CREATE TABLE metric(step INTEGER, name TEXT, value REAL AS (length(zeroblob(1000000000))))",
                "INSERT INTO metric(step, name) VALUES(1, 'loss-g')"),
        };

    /// <summary>Makes a run, good but for one thing.</summary>
    public static void Write(string folder, string kind)
    {
        Good(folder);
        Kinds[kind](folder);
    }

    /// <summary>Makes a good run of no updates, with three figures.</summary>
    public static RunFolder Good(string folder)
    {
        var run = RunFolder.Create(folder, Configuration.Read(Config, "config.yaml"));
        using var log = new MetricsLog(run, 0, TimeProvider.System);
        log.Write(5, [("loss-g", 1), ("loss-d", 2)]);
        log.Write(10, [("loss-g", double.NaN)]);
        return run;
    }

    /// <summary>Makes the metrics anew with other statements.</summary>
    public static void Make(string folder, params IEnumerable<string> statements)
    {
        File.Delete(Metrics(folder));
        Change(folder, statements);
    }

    /// <summary>Runs statements on the metrics.</summary>
    public static void Change(string folder, params IEnumerable<string> statements)
    {
        using var connection = new SqliteConnection(Source(folder));
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The file of the metrics.</summary>
    public static string Metrics(string folder) => Path.Combine(folder, "metrics.sqlite");

    private static string Source(string folder) =>
        new SqliteConnectionStringBuilder { DataSource = Metrics(folder), Pooling = false }.ToString();

    private static Action<string> At(string file, string text) =>
        folder => File.WriteAllText(Path.Combine(folder, file), text);

    private static string State(string seconds, string status) =>
        $$"""{"status":"{{status}}","step":1,"steps":2,"seconds":{{seconds}},"versions":{} }""";

    private static void Cut(string file)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(5000);
    }
}
