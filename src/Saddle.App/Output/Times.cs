using System.Globalization;
using System.Text.Json.Nodes;

namespace Saddle.App.Output;

/// <summary>The seconds that a command has taken.</summary>
/// <param name="Seconds">The whole.</param>
/// <param name="Parts">Its parts by name, in order; they add up to the whole.</param>
public sealed record Times(double Seconds, IReadOnlyDictionary<string, double> Parts)
{
    /// <summary>A result with these times: as <c>seconds</c> and <c>parts</c>, at its end.</summary>
    /// <param name="document">The result, which becomes a JSON object.</param>
    public JsonObject In(object document)
    {
        var result = Terminal.ToJson(document);
        result["seconds"] = Seconds;
        result["parts"] = Terminal.ToJson(Parts);
        return result;
    }

    /// <summary>One line for the terminal; parts that took next to nothing are left out.</summary>
    public override string ToString()
    {
        var parts = Parts.Where(part => part.Value >= 0.05).Select(part => $"{part.Key} {Text(part.Value)}").ToList();
        return $"took {Text(Seconds)} s{(parts.Count > 0 ? ": " : string.Empty)}{string.Join(", ", parts)}";
    }

    private static string Text(double seconds) => seconds.ToString("F1", CultureInfo.InvariantCulture);
}
