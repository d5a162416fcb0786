using System.Text.Json;
using System.Text.Json.Serialization;
using Saddle.Catalog;

namespace Saddle.Figures;

/// <summary>The JSON form of figures, which the browser side draws.</summary>
public static class FigureJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>
    /// A figure as JSON: camel-case names, a trace's type in <c>kind</c>, enumerations in lower case.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <exception cref="SettingsException">One of its numbers is not finite.</exception>
    public static string Write(Figure figure)
    {
        try
        {
            return JsonSerializer.Serialize(figure, Options);
        }
        catch (ArgumentException) // JSON has no such numbers
        {
            throw new SettingsException(
                "the figure cannot be drawn: one of its numbers is infinite or NaN; "
                + "expected a start, learning rates and settings of smaller numbers");
        }
    }

    /// <summary>A figure from JSON, as <see cref="Write"/> and the command line's results have it.</summary>
    /// <param name="json">The figure.</param>
    /// <exception cref="JsonException">It is not a figure.</exception>
    public static Figure Read(JsonElement json) =>
        json.Deserialize<Figure>(Options) ?? throw new JsonException("expected a figure, not null");
}
