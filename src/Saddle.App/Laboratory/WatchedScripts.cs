using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Saddle.Data;
using Saddle.Gans.Watched;

namespace Saddle.App.Laboratory;

/// <summary>
/// The watched scripts of the runs folder, and their logs, which stay open while they grow: each request reads what has
/// come since the one before. A script is found by its folder's name among those that are there, never by a path.
/// </summary>
/// <param name="root">The folder of the runs.</param>
internal sealed class WatchedScripts(string root)
{
    // Each is bounded; those that nobody has looked at for longest are let go.
    private const int MostLogs = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Path, WatchedLog Log)> _logs = [];
    private readonly Dictionary<string, (long Step, string? Word)> _words = new(StringComparer.Ordinal);

    /// <summary>The names of their folders.</summary>
    public IReadOnlyList<string> Names => [.. WatchedRun.All(root).Select(path => Path.GetFileName(path))];

    /// <summary>The script of a name.</summary>
    /// <exception cref="LimitException">There is none.</exception>
    /// <exception cref="DataException">Its watch.json is damaged.</exception>
    public WatchedRun Find(string name) => WatchedRun.Open(PathOf(name));

    /// <summary>Whether there is a script of a name.</summary>
    public bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>An attempt of a script.</summary>
    /// <exception cref="LimitException">There is none.</exception>
    /// <exception cref="DataException">The script's watch.json is damaged.</exception>
    public WatchedAttempt Find(string name, string attempt) =>
        Find(name).Attempts.FirstOrDefault(a => Path.GetFileName(a.Path) == attempt)
            ?? throw new LimitException($"{name} has no attempt '{attempt}'", StatusCodes.Status404NotFound);

    /// <summary>The log of an attempt, with all that has been written.</summary>
    public WatchedLog LogOf(WatchedAttempt attempt)
    {
        WatchedLog log;
        lock (_lock)
        {
            var kept = _logs.FirstOrDefault(l => l.Path == attempt.Path);
            if (kept.Log is not null)
            {
                _logs.Remove(kept);
            }

            log = kept.Log ?? new(attempt);
            _logs.AddFirst((attempt.Path, log));
            if (_logs.Count > MostLogs)
            {
                _logs.RemoveLast();
            }
        }

        log.Look();
        return log;
    }

    /// <summary>What is wrong with an attempt, in a word or two; null where nothing is known.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="clock">How long this request has worked on words already.</param>
    /// <param name="budget">How long it may: what is left over is asked by the next.</param>
    public string? Word(WatchedAttempt attempt, Stopwatch clock, TimeSpan budget)
    {
        lock (_lock)
        {
            if (clock.Elapsed > budget
                || (_words.TryGetValue(attempt.Path, out var known) && known.Step == attempt.Step))
            {
                return _words.GetValueOrDefault(attempt.Path).Word;
            }
        }

        var word = LogOf(attempt).Word();
        lock (_lock)
        {
            _words[attempt.Path] = (attempt.Step, word);
            return word;
        }
    }

    private string PathOf(string name) => Has(name)
        ? Path.Combine(root, name)
        : throw new LimitException($"there is no run '{name}'", StatusCodes.Status404NotFound);
}
