using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saddle.App.Commands;
using Saddle.App.Store;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.App.Shards;

/// <summary>
/// A command's work cut into shards, in the folder of its result: <c>job.json</c> says which command, how many and by
/// which build, and each shard has a folder in <c>shards/</c> with its state (<c>shard.json</c>) and what it has
/// computed, in the same store that the command keeps its own work in.
/// </summary>
/// <param name="Command">The command line, without what differs from shard to shard.</param>
/// <param name="Shards">Into how many shards it is cut.</param>
/// <param name="Build">The build of Saddle that computes it.</param>
/// <remarks>
/// Whoever runs the whole command in that folder finds what the shards have computed, and has only the rest to do.
/// </remarks>
internal sealed record ShardedJob(IReadOnlyList<string> Command, int Shards, string Build)
{
    private const string JobFile = "job.json";
    private const string StateFile = "shard.json";
    private const string LockFile = ".lock";
    private const string ShardFolder = "shards";
    private const int Most = 1 << 20; // bytes of either file

    // What only says where, how fast or in which form.
    private static readonly string[] Apart = ["--shard", "--out", "--json", "--threads"];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The command line as one text.</summary>
    [JsonIgnore]
    public string Text => string.Join(' ', Command.Select(Shell.Quoted));

    /// <summary>The job that a call is one shard of.</summary>
    /// <param name="call">The call.</param>
    /// <param name="shards">Into how many shards it is cut.</param>
    public static ShardedJob Of(Invocation call, int shards) =>
        new(CommandOf(call.Parsed), shards, StoreFile.Build);

    /// <summary>The job in a folder; null where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="SettingsException">The file that says so is damaged.</exception>
    public static ShardedJob? Find(string folder) => Read<ShardedJob>(Path.Combine(folder, JobFile)) switch
    {
        null => null,
        // A folder may be a copy from anybody, and its command is run.
        { Command: [var name, ..], Shards: > 0 and <= Shard.Most } job when CommandLine.Declares(name, ShardWork.Option)
            => job,
        _ => throw new SettingsException(
            $"{Path.Combine(folder, JobFile)}: expected a command that has {ShardWork.Option}, and its shards"),
    };

    /// <summary>The job in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="SettingsException">There is none.</exception>
    public static ShardedJob Open(string folder) => Find(folder) ?? throw new SettingsException(
        $"{folder}: has no {JobFile}; expected the --out of commands with --shard K/N, or of 'saddle submit'");

    /// <summary>The folder of a shard.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="shard">The shard.</param>
    public static string FolderOf(string folder, Shard shard) => Path.Combine(folder, ShardFolder, shard.Name);

    /// <summary>Makes a folder this job's.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="SettingsException">It is another's.</exception>
    public void Take(string folder)
    {
        if (Find(folder) is null)
        {
            Write(Path.Combine(folder, JobFile), this);
        }

        if (Difference(Open(folder)) is { } difference) // another one may have come first
        {
            throw new SettingsException($"--out {folder}: its shards are of {difference}; give another --out");
        }
    }

    /// <summary>What is different in another job; null for nothing.</summary>
    /// <param name="other">The other one.</param>
    public string? Difference(ShardedJob other) =>
        !Command.SequenceEqual(other.Command, StringComparer.Ordinal) ? $"another command ({other.Text})"
        : Shards != other.Shards ? FormattableString.Invariant($"a job of {other.Shards} shards, not {Shards}")
        : Build != other.Build ? $"another build of Saddle ({other.Build}, not {Build})"
        : null;

    /// <summary>
    /// Where each shard stands: one whose process is gone without a word is lost, one that nobody began is waiting.
    /// </summary>
    /// <param name="folder">The job's folder.</param>
    /// <exception cref="SettingsException">A shard is of another job, or its state is damaged.</exception>
    public IReadOnlyList<ShardState> States(string folder) =>
        [.. Enumerable.Range(0, Shards).Select(i => StateOf(folder, new(i, Shards)))];

    /// <summary>Where a shard stands.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="shard">The shard.</param>
    /// <exception cref="SettingsException">It is of another job, or its state is damaged.</exception>
    public ShardState StateOf(string folder, Shard shard)
    {
        var path = FolderOf(folder, shard);
        if (ReadState(path) is not { } state)
        {
            return new(this, shard.Index, ShardState.Waiting, null, 0, 0, 0, 0, string.Empty);
        }

        if (Difference(state.Job) is { } difference)
        {
            throw new SettingsException($"{path}: is a shard of {difference}");
        }

        // Read once more where nobody is found to compute it: it may have ended in between.
        return state.Status == ShardState.Running && !FileLock.IsHeld(LockOf(path))
            ? ReadState(path) is { Status: not ShardState.Running } ended
                ? ended
                : state with { Status = ShardState.Lost, Reason = "its process ended without a word" }
            : state;
    }

    /// <summary>The files of a name that those shards have which are done, of the job in a folder if there is one.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The files' name.</param>
    /// <exception cref="SettingsException">The job is another build's.</exception>
    public static IReadOnlyList<string> Stores(string folder, string name)
    {
        if (Find(folder) is not { } job)
        {
            return [];
        }

        return job.Build == StoreFile.Build
            ?
            [
                .. job.States(folder)
                    .Where(state => state.Status == ShardState.Done)
                    .Select(state => Path.Combine(FolderOf(folder, new(state.Index, job.Shards)), name))
                    .Where(File.Exists), // one with no items may have none
            ]
            : throw new SettingsException(
                $"{folder}: its shards are of another build of Saddle ({job.Build}, not {StoreFile.Build})");
    }

    /// <summary>Whether a folder is that of a shard which was begun.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsShard(string path) => File.Exists(Path.Combine(path, StateFile));

    /// <summary>The state that a shard's folder has; null where it has none.</summary>
    /// <param name="path">The shard's folder.</param>
    public static ShardState? ReadState(string path) => Read<ShardState>(Path.Combine(path, StateFile));

    /// <summary>Writes the state of a shard.</summary>
    /// <param name="path">The shard's folder.</param>
    /// <param name="state">The state.</param>
    public static void WriteState(string path, ShardState state) => Write(Path.Combine(path, StateFile), state);

    /// <summary>The lock of whoever computes a shard.</summary>
    /// <param name="path">The shard's folder.</param>
    public static string LockOf(string path) => Path.Combine(path, LockFile);

    /// <summary>A file of a job, written whole or not at all.</summary>
    /// <typeparam name="T">What it says.</typeparam>
    /// <param name="file">The file.</param>
    /// <param name="value">What it says.</param>
    public static void Write<T>(string file, T value) =>
        AtomicFile.Write(file, JsonSerializer.Serialize(value, Options));

    /// <summary>What a file of a job says; null where it is not there.</summary>
    /// <typeparam name="T">What it says.</typeparam>
    /// <param name="file">The file.</param>
    /// <exception cref="SettingsException">The file is damaged.</exception>
    public static T? Read<T>(string file)
        where T : class
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<T>(SmallText.Read(file, Most), Options)
                    ?? throw new JsonException("expected an object, not null")
                : null;
        }
        catch (Exception damage) when (damage is JsonException or DataException)
        {
            throw new SettingsException($"{file}: cannot be read ({damage.Message.ReplaceLineEndings(" ")})");
        }
    }

    // A configuration's file is the same one wherever the shards are merged from.
    private static string Placed(ArgumentResult of, string word) =>
        of.Argument.Name == SweepCommand.ConfigArgument && File.Exists(word) ? Path.GetFullPath(word) : word;

    // In one form whatever the user's: the arguments, then each option as NAME=VALUE.
    private static string[] CommandOf(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        return
        [
            command.Command.Name,
            .. command.Children.OfType<ArgumentResult>()
                .SelectMany(a => a.Tokens.Select(token => Placed(a, token.Value))),
            .. command.Children.OfType<OptionResult>()
                .Where(option => !option.Implicit && !Apart.Contains(option.Option.Name, StringComparer.Ordinal))
                .SelectMany(option => option.Tokens.Count == 0
                    ? [option.Option.Name]
                    : option.Tokens.Select(token => $"{option.Option.Name}={token.Value}")),
        ];
    }
}
