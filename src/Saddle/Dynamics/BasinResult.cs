using Saddle.Games;

namespace Saddle.Dynamics;

/// <summary>What became of the runs of a basin.</summary>
/// <param name="Basin">The basin.</param>
/// <param name="Runs">The complete runs, in order.</param>
/// <param name="Fresh">How many of them were not known before.</param>
/// <param name="Seconds">The time of computing those.</param>
public sealed record BasinResult(Basin Basin, IReadOnlyList<BasinRun> Runs, int Fresh, double Seconds)
{
    /// <summary>Whether every run was completed.</summary>
    public bool Complete => Runs.Count == Basin.Runs;

    /// <summary>
    /// Updates of a whole state, over all cores, per second of computing; null where every run was known before.
    /// </summary>
    public double? StepsPerSecond => Fresh > 0 ? Fresh * (double)Basin.Steps / Seconds : null;

    /// <summary>The share of runs that succeed by a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <exception cref="ArgumentException">The game has no such rule.</exception>
    public Proportion Success(SuccessRule rule) => new(Runs.Count(Succeeds(rule)), Runs.Count);

    /// <summary>The runs that fail by a rule, counted by class, the most frequent first.</summary>
    /// <param name="rule">The rule.</param>
    /// <exception cref="ArgumentException">The game has no such rule.</exception>
    public IReadOnlyDictionary<string, int> Failures(SuccessRule rule)
    {
        var succeeds = Succeeds(rule);
        return Runs
            .Where(r => !succeeds(r))
            .GroupBy(r => Basin.Game.ClassifyFailure(r.Final, r.Earlier), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    /// <summary>The success of each cell of the grid, row by row: the first coordinate runs along a row.</summary>
    /// <param name="rule">The rule.</param>
    /// <exception cref="ArgumentException">The game has no such rule.</exception>
    /// <exception cref="InvalidOperationException">There is no grid, or not all runs are complete.</exception>
    public Proportion[][] SuccessByCell(SuccessRule rule)
    {
        if (Basin.Grid == 0 || !Complete)
        {
            throw new InvalidOperationException("Cells need a grid and every run complete.");
        }

        var succeeds = Succeeds(rule);
        return [.. Enumerable.Range(0, Basin.Grid).Select(row => Enumerable.Range(0, Basin.Grid).Select(column =>
        {
            var first = ((row * Basin.Grid) + column) * Basin.Starts;
            return new Proportion(
                Enumerable.Range(first, Basin.Starts).Count(i => succeeds(Runs[i])),
                Basin.Starts);
        }).ToArray())];
    }

    private Func<BasinRun, bool> Succeeds(SuccessRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        string[] names = [.. Basin.Game.SuccessRules.Select(r => r.Name)];
        var index = Array.IndexOf(names, rule.Name);
        return index >= 0
            ? run => run.Succeeds[index]
            : throw new ArgumentException(
                $"the rule '{rule.Name}' is none of this game's: {string.Join(", ", names)}", nameof(rule));
    }
}
