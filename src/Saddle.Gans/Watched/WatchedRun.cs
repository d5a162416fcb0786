using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Watched;

/// <summary>
/// The folder that <c>python/saddle_trace.py</c> writes while it watches a PyTorch script (docs/watched-runs.md). A
/// script that is started again makes another attempt beside the old one.
/// </summary>
/// <remarks>
/// It may be a copy from anywhere, and it grows while it is read: lines that are cut off at the end are left out.
/// </remarks>
public sealed class WatchedRun
{
    /// <summary>The file that makes a folder a watched run.</summary>
    public const string File = "watch.json";

    private const string Format = "saddle-watch";
    private const int Version = 1;
    private const long MostBytes = 16 << 20;
    private const int MostAttempts = 10_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        MaxDepth = 16,
        RespectNullableAnnotations = true,
    };

    private WatchedRun(string path, string script, IReadOnlyList<WatchedAttempt> attempts) =>
        (Path, Script, Attempts) = (path, script, attempts);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The script; empty where it is not known.</summary>
    public string Script { get; }

    /// <summary>Its attempts, the first one first; at least one.</summary>
    public IReadOnlyList<WatchedAttempt> Attempts { get; }

    /// <summary>The last attempt.</summary>
    public WatchedAttempt Last => Attempts[^1];

    /// <summary>Whether a folder is that of a watched run.</summary>
    /// <param name="path">The folder.</param>
    public static bool Is(string path) => System.IO.File.Exists(System.IO.Path.Combine(path, File));

    /// <summary>The folders of watched runs in a folder, by name; what is none is left out.</summary>
    /// <param name="root">The folder.</param>
    public static IReadOnlyList<string> All(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Where(Is).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Opens a watched run.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="DataException">It is none, damaged, of a newer version, or has no attempt yet.</exception>
    public static WatchedRun Open(string path)
    {
        var file = System.IO.Path.Combine(path, File);
        var found = Read<Content>(file);
        if (found.Format != Format || found.Version is < 1 or > Version)
        {
            throw new DataException(
                file,
                FormattableString.Invariant($"is of format '{Excerpt.Of(found.Format ?? string.Empty)}', version ")
                + FormattableString.Invariant($"{found.Version}; expected '{Format}', version {Version}"));
        }

        return found.Attempts is { Count: > 0 and <= MostAttempts } attempts && !attempts.Contains(null!)
            ? new(path, found.Script ?? string.Empty, [.. attempts.Select(a => a.In(path, file))])
            : throw new DataException(file, "has no attempt yet: the script that is watched has not made an update");
    }

    /// <summary>Reads a small file of JSON.</summary>
    internal static T Read<T>(string file)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(SmallText.ReadJson(file, MostBytes), Options)
                ?? throw new DataException(file, "is empty");
        }
        catch (JsonException damage)
        {
            throw new DataException(file, $"is damaged ({damage.Message.ReplaceLineEndings(" ")})");
        }
    }

    private sealed record Content(
        string? Format, int Version, string? Script, IReadOnlyList<WatchedAttempt>? Attempts);
}
