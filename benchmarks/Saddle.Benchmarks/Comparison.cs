using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Saddle.Benchmarks;

/// <summary>
/// A race of several ways to compute the same thing. They take turns, so that whatever else the machine does falls on
/// all alike, and processor time is taken, not the wall clock's; reported are medians with the range, and before any
/// time is taken each has shown that it computes the same.
/// </summary>
internal abstract class Comparison : Benchmark
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What the figures count.</summary>
    public abstract string Unit { get; }

    public sealed override Command ToCommand()
    {
        var repetitions = new Option<int>("--repetitions")
        {
            Description = "how many turns each contender has",
            DefaultValueFactory = _ => 7,
        };
        var json = new Option<bool>("--json") { Description = "print the figures as JSON" };
        var command = new Command(Name, Summary) { repetitions, json };
        command.SetAction(parsed =>
        {
            using var race = new Race();
            Enter(race);
            race.Run(Math.Max(1, parsed.GetValue(repetitions)));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        new
                        {
                            benchmark = Name,
                            unit = Unit,
                            machine = Machine.Describe(),
                            contenders = race.Results,
                            targets = race.Outcomes,
                            race.Checks,
                            race.Absent,
                        },
                        Indented));
            }
            else
            {
                Print(race);
            }

            return race.Checks.All(check => check.Holds) ? 0 : 1;
        });
        return command;
    }

    /// <summary>Enters the contenders, and the checks that they compute the same thing.</summary>
    protected abstract void Enter(Race race);

    private static string Number(double value) =>
        value.ToString(value < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);

    private void Print(Race race)
    {
        var first = race.Results[0];
        var width = race.Results.Max(r => r.Name.Length);
        Console.WriteLine($"{Name}: {Summary}");
        Console.WriteLine(
            $"{Unit}; median of {first.Rates.Count} turns [least, most]; "
                + $"the ratio is {first.Name}'s median to the contender's");
        Console.WriteLine($"{JsonSerializer.Serialize(Machine.Describe())}");
        Console.WriteLine();
        foreach (var result in race.Results)
        {
            Console.WriteLine(
                $"  {result.Name.PadRight(width)}  {Number(result.Median),6} [{Number(result.Rates.Min()),5}, "
                    + $"{Number(result.Rates.Max()),5}]  {Number(first.Median / result.Median),5}x  {result.Note}");
        }

        foreach (var (name, why) in race.Absent)
        {
            Console.WriteLine($"  {name.PadRight(width)}  absent: {why}");
        }

        Console.WriteLine();
        foreach (var outcome in race.Outcomes)
        {
            Console.WriteLine(
                $"  {(outcome.Met ? "met" : "MISSED")}: {outcome.What} (measured {Number(outcome.Ratio)})");
        }

        foreach (var check in race.Checks)
        {
            Console.WriteLine($"  {(check.Holds ? "holds" : "FAILS")}: {check.What}");
        }
    }
}

/// <summary>The contenders at work.</summary>
internal sealed class Race : IDisposable
{
    private readonly List<(string Name, string Note, Func<double> Turn)> _contenders = [];
    private readonly List<IDisposable> _belongings = [];

    public List<Result> Results { get; } = [];

    public List<Check> Checks { get; } = [];

    public List<Absence> Absent { get; } = [];

    public List<Target> Targets { get; } = [];

    /// <summary>What became of the targets whose contenders ran.</summary>
    public IEnumerable<Outcome> Outcomes =>
        from target in Targets
        let against = Results.Where(r => r.Name.StartsWith(target.Against, StringComparison.Ordinal)).ToArray()
        where against.Length > 0
        let ratio = Results[0].Median / against.Max(r => r.Median)
        select new Outcome(ratio >= target.Least, target.What, ratio);

    /// <summary>Enters a contender.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="note">What it is, in one line.</param>
    /// <param name="turn">Takes one turn and returns the rate, in the comparison's unit.</param>
    public void Enter(string name, string note, Func<double> turn) => _contenders.Add((name, note, turn));

    /// <summary>What to dispose of after the race.</summary>
    public T Own<T>(T belonging)
        where T : IDisposable
    {
        _belongings.Add(belonging);
        return belonging;
    }

    public void Run(int repetitions)
    {
        if (Results.Count == 0)
        {
            Results.AddRange(_contenders.Select(c => new Result(c.Name, c.Note, [])));
        }

        for (var turn = 0; turn < repetitions; turn++)
        {
            for (var i = 0; i < _contenders.Count; i++)
            {
                Results[i].Rates.Add(_contenders[i].Turn());
            }

            Console.Error.WriteLine($"turn {turn + 1} of {repetitions}");
        }
    }

    public void Dispose() => _belongings.ForEach(b => b.Dispose());

    /// <summary>
    /// The seconds of processor time that something takes on one thread. Unlike the wall clock it does not count the
    /// time for which the machine had other work to do.
    /// </summary>
    public static double Seconds(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}

/// <summary>A contender's rates, turn by turn.</summary>
internal sealed record Result(string Name, string Note, List<double> Rates)
{
    public double Median
    {
        get
        {
            var sorted = Rates.Order().ToArray();
            return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
        }
    }
}

/// <summary>Something that must hold for the figures to mean anything.</summary>
internal sealed record Check(bool Holds, string What);

/// <summary>A contender that could not run.</summary>
internal sealed record Absence(string Name, string Why);

/// <summary>What the first contender is meant to reach, fixed before the race.</summary>
/// <param name="What">The target in words.</param>
/// <param name="Against">How the names of the contenders begin; the fastest of them counts.</param>
/// <param name="Least">The least ratio of the first contender's median to that one's.</param>
internal sealed record Target(string What, string Against, double Least);

/// <summary>Whether a target was met.</summary>
internal sealed record Outcome(bool Met, string What, double Ratio);
