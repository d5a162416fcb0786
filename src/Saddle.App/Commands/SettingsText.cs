using System.Globalization;
using Saddle.App.Output;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>A map of settings as text: what is at rest, the map, its edge, the present and the recommended settings.
/// </summary>
/// <param name="document">What was worked out.</param>
/// <param name="folder">Where it is kept.</param>
internal sealed class SettingsText(SettingsDocument document, string folder)
{
    private const int MostEdges = 12;

    /// <summary>Writes it.</summary>
    /// <param name="console">The console.</param>
    public void Show(IAnsiConsole console)
    {
        Terminal.Line(console, string.Create(
            CultureInfo.InvariantCulture,
            $"after update {document.Step}, {document.Rule}, for {document.Updates} updates, "
            + $"on {document.Batch} samples a side:"));
        if (document is { AtRest: true, Rest: { } rest })
        {
            Terminal.Line(console, string.Create(
                CultureInfo.InvariantCulture,
                $"near rest: so many updates on it move the parameters by {100 * rest.Moved:G2} % of their length")
                + (rest.Settled == 0 ? string.Empty : string.Create(
                    CultureInfo.InvariantCulture,
                    $", after {rest.Settled} that led to its rest, {100 * rest.MovedInAll:G2} % from the checkpoint")));
        }

        if (document.Note is { } note)
        {
            Terminal.Line(console, $"note: {note}");
        }

        console.WriteLine();
        foreach (var line in Map().Lines())
        {
            Terminal.Line(console, line);
        }

        Terminal.Line(console, Legend);
        console.WriteLine();
        Edges(console);
        Settings(console);
    }

    private string Legend => "  " + (document.AtRest ? ". holds, # leaves (predicted); " : string.Empty)
        + "o a run held, x a run left; P present, R recommended";

    private SettingsMap Map()
    {
        var map = new SettingsMap(document.X, document.Y);
        foreach (var (row, verdicts) in document.Predicted.Index())
        {
            foreach (var (column, verdict) in verdicts.Index().Where(v => v.Item is not null))
            {
                map.Draw(column, row, verdict == "d" ? '#' : '.');
            }
        }

        foreach (var run in document.Measured.Where(m => document.AtRest == (m.Kind == "twin")))
        {
            map.Draw(run.X, run.Y, run.Verdict == "leaves" ? 'x' : 'o');
        }

        map.Draw(document.Present.X, document.Present.Y, 'P');
        map.Draw(document.Recommended?.X, document.Recommended?.Y, 'R');
        return map;
    }

    private void Edges(IAnsiConsole console)
    {
        if (document.Edge.Count == 0)
        {
            return;
        }

        var along = document.Edge[0].Along;
        var across = document.Y is null ? null : along == document.X.Name ? document.Y.Name : document.X.Name;
        var table = Terminal.Table([.. Columns()]);
        foreach (var edge in document.Edge.OrderBy(e => e.Measured is null).Take(MostEdges))
        {
            string[] place = across is null ? [] : [Text(along == document.X.Name ? edge.Y : edge.X)];
            table.AddRow([.. place, edge.Holds, Text(edge.Predicted), Text(edge.Measured), Difference(edge)]);
        }

        console.Write(table);
        if (document.Edge.Count > MostEdges)
        {
            Terminal.Line(console, $"  and {document.Edge.Count - MostEdges} more in {folder}/result.json");
        }

        IEnumerable<string> Columns() =>
            [.. across is null ? [] : (string[])[across], "holds", $"edge of {along}, predicted", "measured", "apart"];
    }

    private void Settings(IAnsiConsole console)
    {
        Terminal.Line(console, $"present:     {Told(document.Present)}");
        if (document.Recommended is { } wanted)
        {
            Terminal.Line(console, $"recommended: {Told(wanted)}");
            Terminal.Line(console, $"  because {wanted.Why}");
            if (wanted.Set.Count > 0)
            {
                var set = string.Concat(wanted.Set.Select(s => $" --set {Shell.Quoted(s)}"));
                Terminal.Line(
                    console,
                    $"  saddle train --resume {Shell.Quoted(document.Run)}{set} --accept-changes --steps N");
            }
        }

        Terminal.Line(console, $"kept in {folder}");
    }

    private static string Told(ChosenSettings settings)
    {
        var weights = string.Concat(settings.Weights.Select(w => $", {w.Key} {Text(w.Value)}"));
        var text = $"eta-g {Text(settings.EtaG)}, eta-d {Text(settings.EtaD)}{weights}";
        if (settings.Predicted is { } verdict)
        {
            text += verdict == "d"
                ? settings.Margin is > 0 and { } back
                    ? $"; leaves: both rates would have to be {Text(1 / back)} times smaller"
                    : "; leaves, at any rates in this ratio"
                : settings.Margin is { } margin
                    ? $"; holds: both rates can be {Text(margin)} times larger"
                    : "; holds, at any rates in this ratio";
        }

        return settings.FieldRatio is { } ratio
            ? $"{text}; training on, the field became {Text(ratio)} times as long"
            : text;
    }

    private static string Difference(SettingsEdge edge) => edge is { Predicted: { } predicted, Measured: { } measured }
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * ((predicted / measured) - 1):F1} %")
        : string.Empty;

    private static string Text(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? string.Empty;
}
