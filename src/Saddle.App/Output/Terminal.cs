using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Saddle.App.Output;

/// <summary>
/// Where a command's results and messages go: results to standard output, as text or as one JSON document; progress and
/// messages to standard error, progress only where that is a terminal.
/// </summary>
/// <param name="json">Whether results are JSON.</param>
public sealed class Terminal(bool json)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new FiniteConverter() },
    };

    static Terminal() => AnsiConsole.Console.Pipeline.Attach(new PrintableHook());

    /// <summary>Whether results are JSON.</summary>
    public bool IsJson => json;

    /// <summary>Writes the result: the JSON document, or the text.</summary>
    /// <param name="document">The document; names become snake case, numbers that are not finite become null.</param>
    /// <param name="text">Writes the text.</param>
    public void Result(object document, Action<IAnsiConsole> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (json)
        {
            Console.Out.WriteLine(Serialize(document));
        }
        else
        {
            // Into a file or a pipe nothing is wrapped or coloured.
            if (Console.IsOutputRedirected)
            {
                AnsiConsole.Profile.Width = 400;
                AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            }

            text(AnsiConsole.Console);
        }
    }

    /// <summary>A document as JSON text.</summary>
    /// <param name="document">The document.</param>
    public static string Serialize(object document) => JsonSerializer.Serialize(document, Options);

    /// <summary>A document as a JSON object, as it is written.</summary>
    /// <param name="document">The document; no list and no number.</param>
    public static JsonObject ToJson(object document) =>
        JsonSerializer.SerializeToNode(document, Options)!.AsObject();

    /// <summary>A message to the user, on standard error.</summary>
    /// <param name="message">The message, one line.</param>
    public static void Say(string message) => Console.Error.WriteLine($"saddle: {Printable.Message(message)}");

    /// <summary>A warning to the user, on standard error.</summary>
    /// <param name="warning">The warning, one line; null for none.</param>
    public static void Warn(string? warning)
    {
        if (warning is not null)
        {
            Say($"warning: {warning}");
        }
    }

    /// <summary>A line of progress, on standard error where that is a terminal.</summary>
    /// <param name="message">The message, one line.</param>
    public static void Note(string message)
    {
        if (!Console.IsErrorRedirected)
        {
            Say(message);
        }
    }

    /// <summary>Shows the progress of a long computation, where standard error is a terminal.</summary>
    /// <param name="what">What is being done.</param>
    public static Progress Progress(string what) => new(what, !Console.IsErrorRedirected);

    /// <summary>Writes a line with text from files, which may hold anything.</summary>
    /// <param name="console">The console.</param>
    /// <param name="text">The text.</param>
    public static void Line(IAnsiConsole console, string text) => console.WriteLine(Printable.Line(text));

    /// <summary>A cell of a table with text from files, which may hold anything.</summary>
    /// <param name="text">The text.</param>
    public static string Cell(string text) => Printable.Line(text).EscapeMarkup();

    /// <summary>A table for a terminal.</summary>
    /// <param name="headers">The column headers.</param>
    public static Table Table(params string[] headers)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var header in headers)
        {
            table.AddColumn(new TableColumn(header.EscapeMarkup()));
        }

        return table;
    }
}
