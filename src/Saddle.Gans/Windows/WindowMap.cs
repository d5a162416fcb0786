using Saddle.Catalog;
using Saddle.Dynamics;

namespace Saddle.Gans.Windows;

/// <summary>A grid of one or two settings of a run, all others as they are now.</summary>
public sealed class WindowMap
{
    private const int MostSide = 200;

    private readonly SettingSpace _space;

    /// <summary>Lays the grid out.</summary>
    /// <param name="space">The run's settings.</param>
    /// <param name="x">The setting along a row, from 2 to 200 values that rise.</param>
    /// <param name="y">The setting along a column, as many; null for one row.</param>
    /// <exception cref="SettingsException">
    /// A name is unknown, two do not go together, a value is not allowed, or there are too few or too many.
    /// </exception>
    public WindowMap(SettingSpace space, SettingAxis x, SettingAxis? y)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(x);
        (_space, X, Y) = (space, x, y);
        SettingAxis[] sides = y is null ? [x] : [x, y];
        space.Require([.. sides.Select(side => side.Name)]);
        foreach (var side in sides)
        {
            Require(side, side.Name);
        }

        _ = At(0, 0);
        _ = At(Columns - 1, Rows - 1);
    }

    /// <summary>Checks that there are neither too few values nor too many, and that they rise.</summary>
    /// <param name="axis">The values.</param>
    /// <param name="asked">What they were asked for by, for complaints.</param>
    /// <exception cref="SettingsException">They are not such.</exception>
    public static void Require(SettingAxis axis, string asked)
    {
        ArgumentNullException.ThrowIfNull(axis);
        if (axis.Values.Length is < 2 or > MostSide
            || axis.Values.Zip(axis.Values.Skip(1)).Any(pair => !(pair.First < pair.Second)))
        {
            throw new SettingsException($"{asked}: expected from 2 to {MostSide} values that rise from LO to HI");
        }
    }

    /// <summary>The setting along a row.</summary>
    public SettingAxis X { get; }

    /// <summary>The setting along a column; null for one row.</summary>
    public SettingAxis? Y { get; }

    /// <summary>The number of values along a row.</summary>
    public int Columns => X.Values.Length;

    /// <summary>The number of rows.</summary>
    public int Rows => Y?.Values.Length ?? 1;

    /// <summary>The number of cells.</summary>
    public int Cells => Columns * Rows;

    /// <summary>The numbers of the weights that vary.</summary>
    public IReadOnlyList<int> Varied =>
        [.. ((string?[])[X.Name, Y?.Name]).OfType<string>().Select(_space.WeightOf).OfType<int>()];

    /// <summary>
    /// Whether the lines on which an edge is looked for are rows: else they are columns. A penalty's weight is held
    /// along a line where the other setting is a rate.
    /// </summary>
    public bool LinesAreRows => Y is null || _space.WeightOf(X.Name) is null || _space.WeightOf(Y.Name) is not null;

    /// <summary>The number of lines.</summary>
    public int Lines => LinesAreRows ? Rows : Columns;

    /// <summary>The setting that varies along a line.</summary>
    public SettingAxis Along => LinesAreRows ? X : Y!;

    /// <summary>The settings of a cell.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The row.</param>
    public GanSettings At(int column, int row) => At(X.Values[column], Y?.Values[row]);

    /// <summary>The settings at a place, on the grid or not.</summary>
    /// <param name="x">The value along a row.</param>
    /// <param name="y">The value along a column; null where there is one row.</param>
    public GanSettings At(double x, double? y) =>
        y is { } value ? _space.With((X.Name, x), (Y!.Name, value)) : _space.With((X.Name, x));

    /// <summary>The settings at a place of a line.</summary>
    /// <param name="line">The line's number.</param>
    /// <param name="along">The value along it.</param>
    public GanSettings On(int line, double along)
    {
        var (x, y) = Place(line, along);
        return At(x, y);
    }

    /// <summary>A place of a line, as values of both settings.</summary>
    /// <param name="line">The line's number.</param>
    /// <param name="along">The value along it.</param>
    public (double X, double? Y) Place(int line, double along) =>
        LinesAreRows ? (along, Y?.Values[line]) : (X.Values[line], along);

    /// <summary>The line that is nearest to the present setting.</summary>
    public int PresentLine
    {
        get
        {
            var across = LinesAreRows ? Y : X;
            var now = across is null ? null : _space.ValueOf(across.Name, _space.Present);
            return now is { } value
                ? Enumerable.Range(0, Lines).MinBy(i => Math.Abs(Math.Log(across!.Values[i] / value)))
                : Lines / 2;
        }
    }

    /// <summary>Some lines: the one of the present setting where it is among them, and others spread evenly.</summary>
    /// <param name="count">How many; all where there are not more.</param>
    /// <param name="among">The numbers of the lines to choose from, in order; null for all.</param>
    public IReadOnlyList<int> Chosen(int count, IReadOnlyList<int>? among = null)
    {
        var all = among ?? [.. Enumerable.Range(0, Lines)];
        var lines = new SortedSet<int>();
        if (count > 0 && all.Contains(PresentLine))
        {
            lines.Add(PresentLine);
        }

        for (var i = 0; lines.Count < Math.Min(count, all.Count); i++)
        {
            // halves, quarters, eighths ... of the way: what is chosen of few lines is chosen of more
            lines.Add(all[Spread(i, all.Count - 1)]);
        }

        return [.. lines];
    }

    private static int Spread(int i, int last)
    {
        if (i < 2)
        {
            return i * last;
        }

        var level = 1;
        while ((1 << level) < i)
        {
            level++;
        }

        var share = ((2 * (i - (1 << (level - 1)))) - 1) / (double)(1 << level);
        return (int)Math.Round(share * last);
    }
}
