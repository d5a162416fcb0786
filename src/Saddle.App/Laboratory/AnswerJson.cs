using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Saddle.App.Output;

namespace Saddle.App.Laboratory;

/// <summary>How answers are written: numbers that are not finite become null: JSON has no sign for them.</summary>
/// <param name="requests">How requests are read.</param>
internal sealed class AnswerJson(IOptions<JsonOptions> requests)
{
    /// <summary>The options.</summary>
    public JsonSerializerOptions Options { get; } = With(requests.Value.SerializerOptions);

    private static JsonSerializerOptions With(JsonSerializerOptions options)
    {
        var answers = new JsonSerializerOptions(options);
        answers.Converters.Add(new FiniteConverter());
        return answers;
    }
}
