using System.Globalization;
using Saddle.Catalog;

namespace Saddle.App.Shards;

/// <summary>
/// What computes shards: processes on this machine, or a scheduler of many. To add one, derive from this, in one file;
/// it is found by itself.
/// </summary>
/// <remarks>A shard is one call of the command line, <c>COMMAND --out DIR --shard K/N</c>, wherever it runs; the last
/// one, when all have ended, is <c>merge DIR</c>.</remarks>
internal abstract class Engine
{
    /// <summary>The folder, within a job's, of what its processes say: K.log, merge.log.</summary>
    protected const string Logs = "logs";

    /// <summary>The engine's name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Into how many shards work is cut where nobody says.</summary>
    /// <param name="options">How they are computed.</param>
    public abstract int Shards(EngineOptions options);

    /// <summary>The engines there are.</summary>
    public static IReadOnlyList<Engine> All { get; } =
    [
        .. typeof(Engine).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Engine)) && !type.IsAbstract)
            .Select(type => (Engine)Activator.CreateInstance(type)!)
            .OrderBy(engine => engine.Name, StringComparer.Ordinal),
    ];

    /// <summary>The engine of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SettingsException">There is none.</exception>
    public static Engine Get(string name) => All.FirstOrDefault(engine => engine.Name == name)
        ?? throw SettingsException.Unknown("an engine", name, All.Select(engine => engine.Name));

    /// <summary>Looks whether the engine is there and can do what is asked.</summary>
    /// <param name="options">How shards are to be computed.</param>
    /// <param name="shards">How many.</param>
    /// <exception cref="SettingsException">An option makes no sense to it, or it does not take so many.</exception>
    /// <exception cref="MissingComponentException">It is not there.</exception>
    public abstract void Check(EngineOptions options, int shards);

    /// <summary>What it would do, as text; nothing is done.</summary>
    /// <param name="folder">The job's folder, from the root.</param>
    /// <param name="job">The job.</param>
    /// <param name="shards">The shards to compute.</param>
    /// <param name="options">How.</param>
    public abstract string Plan(string folder, ShardedJob job, IReadOnlyList<int> shards, EngineOptions options);

    /// <summary>Gives it shards.</summary>
    /// <param name="folder">The job's folder, from the root.</param>
    /// <param name="job">The job.</param>
    /// <param name="shards">The shards to compute.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Asks to stop, where this waits for their end.</param>
    /// <returns>The engine's own names of what it was given; none where all have ended.</returns>
    public abstract IReadOnlyList<string> Start(
        string folder,
        ShardedJob job,
        IReadOnlyList<int> shards,
        EngineOptions options,
        CancellationToken cancellation);

    /// <summary>The shards that it has still to compute, each with what it says of it.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="submission">What it was given.</param>
    public abstract IReadOnlyDictionary<int, string> Active(string folder, Submission submission);

    /// <summary>
    /// Why a shard that it has not to compute any more has left nothing, not even a word; null where it was not begun.
    /// </summary>
    /// <param name="submission">What it was given.</param>
    /// <param name="shard">The shard.</param>
    public virtual string? Silence(Submission submission, int shard) => null;

    /// <summary>The arguments of the call that computes a shard.</summary>
    protected static IReadOnlyList<string> Arguments(string folder, ShardedJob job, string shard) =>
        [.. job.Command, $"--out={folder}", $"{ShardWork.Option}={shard}"];

    /// <summary>The last line that a shard's process said; null where it said nothing.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="shard">The shard.</param>
    public static string? LastWord(string folder, int shard)
    {
        var log = LogOf(folder, shard.ToString(CultureInfo.InvariantCulture));
        return File.Exists(log)
            ? File.ReadLines(log).LastOrDefault(line => !string.IsNullOrWhiteSpace(line))
            : null;
    }

    /// <summary>The file of what a process says.</summary>
    protected static string LogOf(string folder, string name) => Path.Combine(folder, Logs, $"{name}.log");
}
