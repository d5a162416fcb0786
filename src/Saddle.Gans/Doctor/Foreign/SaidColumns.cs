using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor.Foreign;

/// <summary>
/// Columns that the user names: <c>loss_d=NAME,loss_g=NAME</c>; parts that are summed with + between.
/// </summary>
internal static class SaidColumns
{
    /// <summary>Finds the columns.</summary>
    /// <param name="text">What was said; empty where nothing was.</param>
    /// <param name="curves">The log's curves.</param>
    /// <param name="file">The log, for messages.</param>
    /// <exception cref="DataException">A figure or a column is not known.</exception>
    public static IReadOnlyList<ColumnChoice> Read(string text, IReadOnlyList<Curve> curves, string file) =>
        [.. Parts(text).Select(p => One(p, curves, file))];

    // A column's name may have commas and signs of equality itself: only a figure's key begins another part.
    private static IEnumerable<string> Parts(string text)
    {
        var pieces = text.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var part = string.Empty;
        foreach (var piece in pieces)
        {
            var begins = LoggedFigure.All.Any(f => piece.TrimStart().StartsWith($"{f.Key}=", StringComparison.Ordinal));
            if (part.Length > 0 && begins)
            {
                yield return part;
                part = string.Empty;
            }

            part = part.Length > 0 ? $"{part},{piece}" : piece;
        }

        if (part.Length > 0)
        {
            yield return part;
        }
    }

    private static ColumnChoice One(string part, IReadOnlyList<Curve> curves, string file)
    {
        var sign = part.IndexOf('=', StringComparison.Ordinal);
        var key = sign < 0 ? part : part[..sign].Trim();
        var figure = LoggedFigure.All.FirstOrDefault(f => f.Key == key && sign >= 0)
            ?? throw new DataException(
                file,
                $"--columns has '{Excerpt.Of(part)}'; expected FIGURE=NAME, where a figure is one of "
                + string.Join(", ", LoggedFigure.All.Select(f => f.Key)));
        var name = part[(sign + 1)..].Trim();
        string[] names = curves.Any(c => c.Name == name) ? [name] : name.Split('+', StringSplitOptions.TrimEntries);
        return new(figure, [.. names.Select(n => Named(n, curves, file))]);
    }

    private static Curve Named(string name, IReadOnlyList<Curve> curves, string file) =>
        curves.FirstOrDefault(c => c.Name == name)
        ?? curves.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new DataException(
            file,
            $"has no column '{Excerpt.Of(name)}'; it has {Excerpt.Of([.. curves.Select(c => c.Name)])}");
}
