using System.Globalization;
using System.Text;
using Saddle.Dynamics;

namespace Saddle.App.Output;

/// <summary>A map of two settings in characters, with its axes: the first row at the bottom.</summary>
/// <param name="x">The setting along a row.</param>
/// <param name="y">The setting along a column; null for one row.</param>
internal sealed class SettingsMap(SettingAxis x, SettingAxis? y)
{
    private const int LabelEvery = 4; // columns
    private readonly char[,] _cells = new char[y?.Values.Length ?? 1, x.Values.Length];

    /// <summary>Draws a cell.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The row.</param>
    /// <param name="mark">The character.</param>
    public void Draw(int column, int row, char mark) => _cells[row, column] = mark;

    /// <summary>Draws a mark in the cell that is nearest to a place; nothing where that is off the map.</summary>
    /// <param name="atX">The value along a row; null for none.</param>
    /// <param name="atY">The value along a column; null for none.</param>
    /// <param name="mark">The character.</param>
    public void Draw(double? atX, double? atY, char mark)
    {
        if (Nearest(x, atX) is { } column && (y is null ? 0 : Nearest(y, atY)) is { } row)
        {
            _cells[row, column] = mark;
        }
    }

    /// <summary>The lines of the map.</summary>
    public IEnumerable<string> Lines()
    {
        var names = y is null ? [string.Empty] : Array.ConvertAll(y.Values, Text);
        var width = names.Append(y?.Name ?? string.Empty).Max(n => n.Length);
        if (y is not null)
        {
            yield return $"  {y.Name.PadLeft(width)}";
        }

        for (var row = names.Length - 1; row >= 0; row--)
        {
            var line = new StringBuilder($"  {names[row].PadLeft(width)} |");
            for (var column = 0; column < x.Values.Length; column++)
            {
                line.Append(' ').Append(_cells[row, column] is '\0' ? ' ' : _cells[row, column]);
            }

            yield return line.ToString();
        }

        yield return $"  {new string(' ', width)} +{new string('-', 2 * x.Values.Length)}";
        yield return Labels(width);
    }

    // A label stands where its column is, where there is room.
    private string Labels(int width)
    {
        var line = new StringBuilder(new string(' ', width + 4));
        for (var column = 0; column < x.Values.Length; column++)
        {
            var at = width + 5 + (2 * column);
            if (column % LabelEvery == 0 && line.Length < at)
            {
                line.Append(' ', at - line.Length).Append(Text(x.Values[column]));
            }
        }

        return line.Append("  ").Append(x.Name).ToString();
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    // The value that is nearest, within half of the way to the next.
    private static int? Nearest(SettingAxis axis, double? at)
    {
        if (at is not { } value)
        {
            return null;
        }

        var values = axis.Values;
        var best = Enumerable.Range(0, values.Length).MinBy(i => Math.Abs(values[i] - value));
        var (low, high) = (values[0] - ((values[1] - values[0]) / 2), values[^1] + ((values[^1] - values[^2]) / 2));
        return value >= low && value <= high ? best : null;
    }
}
