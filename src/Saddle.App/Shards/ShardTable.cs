using System.Globalization;
using Saddle.App.Output;
using Spectre.Console;

namespace Saddle.App.Shards;

/// <summary>Shards in a terminal.</summary>
internal static class ShardTable
{
    /// <summary>Shows shards that are alike in one row.</summary>
    /// <param name="console">The console.</param>
    /// <param name="job">Their job.</param>
    /// <param name="shards">The shards.</param>
    public static void Show(IAnsiConsole console, ShardedJob job, IReadOnlyList<ShardState> shards)
    {
        ArgumentNullException.ThrowIfNull(console);
        Terminal.Line(console, $"{job.Text}, {job.Shards} shards");
        var table = Terminal.Table("shards", "status", "why");
        foreach (var group in shards.GroupBy(s => (s.Status, s.Reason)))
        {
            table.AddRow(
                Terminal.Cell(Ranges([.. group.Select(s => s.Index)])),
                Terminal.Cell(group.Key.Status),
                Terminal.Cell(group.Key.Reason ?? string.Empty));
        }

        console.Write(table);
    }

    /// <summary>Numbers in order as ranges, such as 0-3,7: the form that a scheduler takes them in.</summary>
    /// <param name="numbers">The numbers, in order.</param>
    public static string Ranges(IReadOnlyList<int> numbers)
    {
        var ranges = new List<string>();
        for (var i = 0; i < numbers.Count; i++)
        {
            var first = numbers[i];
            while (i + 1 < numbers.Count && numbers[i + 1] == numbers[i] + 1)
            {
                i++;
            }

            ranges.Add(first == numbers[i]
                ? first.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{first}-{numbers[i]}"));
        }

        return string.Join(',', ranges);
    }
}
