using System.CommandLine;
using Saddle.App.Output;
using Saddle.Catalog;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>A command that lists a catalogue, or shows one entry of it.</summary>
/// <typeparam name="TEntry">The family.</typeparam>
public abstract class CatalogCommand<TEntry> : AppCommand
    where TEntry : class
{
    /// <summary>Declares the argument.</summary>
    protected CatalogCommand() =>
        EntryName = DeclareArgument<string?>("name", "one entry, shown in full", ArgumentArity.ZeroOrOne);

    /// <summary>The name of one entry; null for all.</summary>
    protected Argument<string?> EntryName { get; }

    /// <summary>The columns of the list.</summary>
    protected virtual IReadOnlyList<string> Headers => ["name", "what it is", "source"];

    /// <summary>An entry's row in the list.</summary>
    /// <param name="entry">The entry.</param>
    protected virtual IReadOnlyList<string> Row(Entry<TEntry> entry) => [entry.Name, entry.Summary, entry.Source];

    /// <summary>What is said of an entry beside what every entry has, by name.</summary>
    /// <param name="entry">The entry.</param>
    protected virtual IReadOnlyDictionary<string, object?> Extra(Entry<TEntry> entry) =>
        new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Get(EntryName) is { } name)
        {
            var entry = Catalog<TEntry>.Get(name);
            call.Out.Result(Describe(entry), console => Show(console, entry));
            return ExitStatus.Done;
        }

        var entries = Catalog<TEntry>.Entries;
        call.Out.Result(
            new Dictionary<string, object>(StringComparer.Ordinal) { [Name] = entries.Select(Describe).ToList() },
            console =>
            {
                var table = Terminal.Table([.. Headers]);
                foreach (var entry in entries)
                {
                    table.AddRow([.. Row(entry).Select(cell => cell.EscapeMarkup())]);
                }

                console.Write(table);
            });
        return ExitStatus.Done;
    }

    private static string Range(Parameter parameter) =>
        parameter.Options.Count > 0 ? string.Join(" | ", parameter.Options)
        : (double.IsFinite(parameter.Min), double.IsFinite(parameter.Max)) switch
        {
            (true, true) => FormattableString.Invariant($"{parameter.Min} to {parameter.Max}"),
            (true, false) => FormattableString.Invariant($"at least {parameter.Min}"),
            (false, true) => FormattableString.Invariant($"at most {parameter.Max}"),
            _ => string.Empty,
        };

    private Dictionary<string, object?> Describe(Entry<TEntry> entry)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = entry.Name,
            ["summary"] = entry.Summary,
            ["equations"] = entry.Equations,
            ["source"] = entry.Source,
            ["parameters"] = entry.Parameters.Select(p => Describe(p, entry.Defaults[p.Name])).ToList(),
        };
        foreach (var (key, value) in Extra(entry))
        {
            result[key] = value;
        }

        return result;
    }

    private static object Describe(Parameter parameter, string initial) => new
    {
        parameter.Name,
        parameter.Kind,
        Default = initial,
        Min = double.IsFinite(parameter.Min) ? parameter.Min : (double?)null,
        Max = double.IsFinite(parameter.Max) ? parameter.Max : (double?)null,
        parameter.Options,
        Meaning = parameter.Doc,
    };

    private void Show(IAnsiConsole console, Entry<TEntry> entry)
    {
        console.WriteLine($"{entry.Name}: {entry.Summary}");
        console.WriteLine();
        console.WriteLine($"  equations  {entry.Equations}");
        console.WriteLine($"  source     {entry.Source}");
        foreach (var (key, value) in Extra(entry))
        {
            console.WriteLine($"  {key.Replace('_', ' ')}  {Plain(value)}");
        }

        var table = Terminal.Table("setting", "default", "range", "meaning");
        foreach (var parameter in entry.Parameters)
        {
            table.AddRow(
                parameter.Name.EscapeMarkup(),
                entry.Defaults[parameter.Name].EscapeMarkup(),
                Range(parameter).EscapeMarkup(),
                parameter.Doc.EscapeMarkup());
        }

        console.Write(table);
    }

    private static string Plain(object? value) => value switch
    {
        IReadOnlyDictionary<string, string> map => string.Join("; ", map.Select(m => $"{m.Key}: {m.Value}")),
        IEnumerable<string> list => string.Join(", ", list),
        IEnumerable<int> list => string.Join(" x ", list),
        bool yes => yes ? "yes" : "no",
        _ => FormattableString.Invariant($"{value}"),
    };
}
