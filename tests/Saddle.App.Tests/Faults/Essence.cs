using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Saddle.Data.Formats;

namespace Saddle.App.Tests.Faults;

/// <summary>
/// All that must be the same in a folder after a command was killed and run again as after one that was not: every
/// file's bytes, with few exceptions. Durations, and what is computed from them, are left out of <c>.json</c>,
/// <c>.html</c> and stores, and the version, which here is that of the tests' process. Of a database every row counts
/// and not the pages, whose order and counters say how often it was opened. Of TensorBoard's event files it counts what
/// TensorBoard shows: their names and times are those of the process, and a run that went on has two.
/// </summary>
internal static partial class Essence
{
    private static readonly string[] Versions =
    [
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        Product.Version,
    ];

    /// <summary>Each file of a folder and what counts of it.</summary>
    /// <param name="folder">The folder.</param>
    public static SortedDictionary<string, string> Of(string folder)
    {
        var essence = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file);
            if (IsEvents(name))
            {
                var run = Path.GetDirectoryName(name)!;
                essence[Path.Combine(run, "events")] = Events(Path.Combine(folder, run));
            }
            else
            {
                essence[name] = Directory.Exists(file) ? "a folder" : Of(name, file);
            }
        }

        return essence;
    }

    // The process of the tests has another version than the program whose run it goes on with.
    private const string OtherVersion = "the run goes on with saddle VERSION in the place of VERSION:";

    /// <summary>Whether a file is one of TensorBoard's.</summary>
    /// <param name="name">Its path.</param>
    public static bool IsEvents(string name) => Path.GetFileName(name).StartsWith("events.", StringComparison.Ordinal);

    /// <summary>What counts of a file that is no database and none of TensorBoard's.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="bytes">Its bytes.</param>
    public static string Of(string name, byte[] bytes) => Path.GetExtension(name) is ".json" or ".html"
        ? Plain(Encoding.UTF8.GetString(bytes))
        : Convert.ToHexString(SHA256.HashData(bytes));

    private static string Of(string name, string file) =>
        Path.GetExtension(name) == ".sqlite" ? Rows(file) : Of(name, File.ReadAllBytes(file));

    [GeneratedRegex("""
        "(seconds|steps_per_second)": (null|[-+.eE\d]+)|"parts": \{[^}]*\}|\b\d+\.\d s\b|"Item2":[-+.eE\d]+\}$
        """, RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Duration();

    private static string Plain(string text) => Versions.Aggregate(
        Duration().Replace(text, "...").Replace(@"\u002B", "+", StringComparison.Ordinal),
        (left, version) => left.Replace(version, "VERSION", StringComparison.Ordinal));

    private static string Rows(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        var text = new StringBuilder(string.Join(' ', Query(connection, "PRAGMA integrity_check"))).Append('\n');
        foreach (var table in Query(connection, "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name"))
        {
            var rows = Query(connection, $"SELECT * FROM {table}").Order(StringComparer.Ordinal);
            text.AppendJoin('\n', rows).Append('\n');
        }

        return text.ToString();
    }

    private static List<string> Query(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var values = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i));
            var row = string.Join('|', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));
            var plain = Plain(row);
            if (!row.StartsWith("seconds before ", StringComparison.Ordinal)
                && !plain.Contains(OtherVersion, StringComparison.Ordinal))
            {
                rows.Add(plain);
            }
        }

        return rows;
    }

    // As TensorBoard's EventAccumulator has it: files in the order of their names; a start forgets all that is not of a
    // step before its own. Nothing else in them has a step that goes back.
    private static string Events(string run)
    {
        var shown = new SortedDictionary<string, SortedDictionary<long, double>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(run, "events.*").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            foreach (var found in new TensorBoardReader(stream).Events())
            {
                foreach (var points in shown.Values.Where(_ => found.Starts))
                {
                    foreach (var step in points.Keys.Where(step => step >= found.Step).ToList())
                    {
                        points.Remove(step);
                    }
                }

                foreach (var (tag, value) in found.Scalars)
                {
                    (shown.TryGetValue(tag, out var known) ? known : shown[tag] = [])[found.Step] = value;
                }
            }
        }

        return string.Join(
            '\n',
            shown.SelectMany(s => s.Value.Select(p => FormattableString.Invariant($"{s.Key} {p.Key} {p.Value:R}"))));
    }
}
