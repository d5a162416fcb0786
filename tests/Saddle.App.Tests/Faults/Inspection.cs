using System.Globalization;
using System.Text;
using Saddle.Gans.Training;

namespace Saddle.App.Tests.Faults;

/// <summary>What is found of what a command may have left, and of calling it again.</summary>
/// <param name="recording">The command.</param>
/// <param name="folder">The current folder.</param>
/// <param name="stride">Of how many moments one is looked at.</param>
internal sealed class Inspection(Recording recording, string folder, int stride = 1)
{
    private const int MostTold = 8;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private int _expected;

    /// <summary>Looks at what the command may have left, and calls it again.</summary>
    /// <param name="left">What it left.</param>
    /// <param name="when">At which moment.</param>
    public void Expect(Content left, string when)
    {
        if (_expected++ % stride != 0 || !_seen.Add(left.Hash))
        {
            return;
        }

        left.Write(folder);
        var trouble = Mixture(left) ?? Run() ?? Again();
        if (trouble is not null)
        {
            _wrong.Add($"{when}: {trouble}");
        }
    }

    /// <summary>Writes down that something is wrong.</summary>
    /// <param name="what">What, and when.</param>
    public void Blame(string what) => _wrong.Add(what);

    /// <summary>Fails where anything was wrong.</summary>
    /// <returns>What was looked at.</returns>
    public string Conclude()
    {
        var sum = string.Create(
            CultureInfo.InvariantCulture,
            $"{recording.Changes.Count} changes, {_expected} moments, {_seen.Count} of them different and looked at, "
            + $"{_wrong.Count} wrong");
        Assert.True(_wrong.Count == 0, $"{sum}\n{string.Join('\n', _wrong.Take(MostTold))}");
        return sum;
    }

    // What is wrong with what lies there: a file that is neither as it was nor as it becomes. A store, a run and the
    // report of several claims become step by step.
    private string? Mixture(Content left)
    {
        var whole = left.Files.Where(f => recording.After.Files.ContainsKey(f.Key) && !IsStepwise(f.Key));
        foreach (var (name, bytes) in whole)
        {
            var isWhole = new[] { recording.Before, recording.After }.Any(
                content => content.Files.TryGetValue(name, out var known)
                    && Essence.Of(name, bytes) == Essence.Of(name, known));
            if (!isWhole)
            {
                return $"{name} has {bytes.Length} bytes, neither those of before nor those of an undisturbed end";
            }
        }

        return null;
    }

    private bool IsStepwise(string name) =>
        recording.Subject.Name is "train" or "resume" or "reproduce" or "sweep"
        || name.EndsWith(".sqlite", StringComparison.Ordinal)
        || name.EndsWith(".lock", StringComparison.Ordinal);

    // What is wrong with a run, as 'saddle runs check' sees it.
    private string? Run() => Directory.EnumerateFiles(folder, "run.json", SearchOption.AllDirectories)
        .SelectMany(file => RunCheck.Of(RunFolder.Open(Path.GetDirectoryName(file)!)))
        .Where(finding => !finding.Whole)
        .Select(wrong => $"the check says {wrong}")
        .FirstOrDefault();

    private string? Again()
    {
        var line = recording.Subject.Again(folder);
        var (status, error) = line is null ? (ExitStatus.Done, string.Empty) : Workplace.Run(line);
        return status == ExitStatus.Done ? Difference() : $"'{line}' ended with {status}: {error.Trim()}";
    }

    private string? Difference()
    {
        var now = Essence.Of(folder);
        var text = new StringBuilder();
        foreach (var name in recording.Essence.Keys.Union(now.Keys, StringComparer.Ordinal))
        {
            var (expected, found) = (recording.Essence.GetValueOrDefault(name), now.GetValueOrDefault(name));
            text.Append(expected == found ? null
                : expected is null ? $"{name} was left; "
                : found is null ? $"{name} is missing; "
                : $"{name} differs{First(expected, found)}; ");
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static string First(string expected, string found)
    {
        var (before, now) = (expected.Split('\n'), found.Split('\n'));
        return $" ({now.Except(before).Concat(before.Except(now)).FirstOrDefault() ?? "order"})";
    }
}
