using System.Globalization;
using System.Text;
using Saddle.Data;
using Saddle.Data.Formats;

namespace Saddle.Gans.Doctor;

/// <summary>
/// The series of a run that another program made: a CSV file (a header, then a row a step) or an event file of
/// TensorBoard.
/// </summary>
/// <remarks>
/// Columns and tags are known by their words, whatever their order and case: <c>loss</c>, or <c>grad</c> and
/// <c>norm</c>, or <c>param</c>, with <c>g</c>, <c>gen</c> or <c>generator</c>, or <c>d</c>, <c>disc</c>,
/// <c>discriminator</c> or <c>critic</c>: loss_g, D/loss, gradient-norm/generator. Others are left out.
/// </remarks>
public static class ForeignRun
{
    private static readonly string[] StepNames = ["step", "steps", "iteration", "iter", "update", "global_step"];
    private const int MostCharacters = 1 << 20;
    private static readonly char[] Separators = ['_', '/', '-', '.', ' ', ':'];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file: .csv or a pipe, or anything else for TensorBoard.</param>
    /// <returns>Figures by Saddle's names, each with its steps in order.</returns>
    /// <exception cref="DataException">The file is damaged, or has no series that is known.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var found = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || InputFile.IsPiped(path)
            ? ReadCsv(path)
            : TensorBoardReader.Read(path);
        var known = new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal);
        foreach (var (name, values) in found.Where(f => f.Value.Count > 0).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (NameOf(name) is { } figure)
            {
                known.TryAdd(figure, [.. values.OrderBy(v => v.Step)]);
            }
        }

        return known.Count > 0
            ? known
            : throw new DataException(
                path,
                "no loss or gradient norm of either player is among its series "
                + $"({Excerpt.Of([.. found.Keys.Order(StringComparer.Ordinal)])}); "
                + "expected names such as loss_g and loss_d");
    }

    /// <summary>Saddle's name of a figure; null where it is none of those that are known.</summary>
    /// <param name="name">A column's or a tag's name.</param>
    internal static string? NameOf(string name)
    {
        var words = name.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var player = words.Any(w => w is "g" or "gen" or "generator" or "lossg" or "gloss") ? "generator"
            : words.Any(w => w is "d" or "disc" or "discriminator" or "critic" or "lossd" or "dloss") ? "discriminator"
            : null;
        var figure = words.Any(w => w.StartsWith("grad", StringComparison.Ordinal)) ? "gradient-norm"
            : words.Any(w => w.StartsWith("param", StringComparison.Ordinal)) ? "parameter-norm"
            : words.Any(w => w.Contains("loss", StringComparison.Ordinal)) ? "loss"
            : null;
        return player is null || figure is null ? null : $"{figure}/{player}";
    }

    private static Dictionary<string, IReadOnlyList<(long Step, double Value)>> ReadCsv(string path)
    {
        using var lines = Lines(path).GetEnumerator();
        var header = lines.MoveNext() ? Cells(lines.Current) : [];
        var step = Array.FindIndex(header, h => StepNames.Contains(h.ToLowerInvariant(), StringComparer.Ordinal));
        var columns = new Dictionary<string, List<(long, double)>>(StringComparer.Ordinal);
        foreach (var name in header)
        {
            if (!columns.TryAdd(name, []))
            {
                throw new DataException(path, $"has two columns named '{Excerpt.Of(name)}'");
            }
        }

        var row = 1;
        for (; lines.MoveNext(); row++)
        {
            var cells = Cells(lines.Current);
            if (cells.Length != header.Length)
            {
                throw new DataException(
                    path,
                    FormattableString.Invariant(
                        $"line {row + 1} has {cells.Length} cells, where the header has {header.Length}"));
            }

            var at = step < 0 ? row : (long)Number(path, row, header[step], cells[step]);
            for (var i = 0; i < cells.Length; i++)
            {
                if (i != step && cells[i].Length > 0 && NameOf(header[i]) is not null)
                {
                    columns[header[i]].Add((at, Number(path, row, header[i], cells[i])));
                }
            }
        }

        return row > 1
            ? columns.ToDictionary(c => c.Key, c => (IReadOnlyList<(long, double)>)c.Value, StringComparer.Ordinal)
            : throw new DataException(
                path, "holds no rows; expected a header such as step,loss_g,loss_d and a row a step");
    }

    // The lines that are not blank, one after the other: a log may be longer than memory.
    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(InputFile.OpenLog(path));
        var line = new StringBuilder();
        for (var next = reader.Read(); next >= 0 || line.Length > 0; next = reader.Read())
        {
            if (next is >= 0 and not ('\n' or '\r'))
            {
                line.Append((char)next);
                if (line.Length > MostCharacters)
                {
                    throw new DataException(
                        path, FormattableString.Invariant($"has a line of more than {MostCharacters} characters"));
                }

                continue;
            }

            var text = line.ToString().Trim();
            line.Clear();
            if (text.Length > 0)
            {
                yield return text;
            }
        }
    }

    private static string[] Cells(string line) => [.. line.Split(',').Select(c => c.Trim().Trim('"'))];

    // Other programs write what is not finite in several ways.
    private static double Number(string path, int row, string column, string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "+inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        var other => double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DataException(
                path,
                FormattableString.Invariant(
                    $"line {row + 1}: {Excerpt.Of(column)} is '{Excerpt.Of(text)}'; expected a number")),
    };
}
