using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saddle.App.Tests.Support;

/// <summary>What the program left behind.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProcessResult(int Status, string Output, string Error)
{
    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The one JSON document that standard output consists of; anything after it would not parse.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>A document without what measures the time of the command that made it.</summary>
    /// <param name="document">The document, which must have it.</param>
    public static string WithoutTimes(string document)
    {
        var left = JsonNode.Parse(document)!.AsObject();
        Assert.True(left.Remove("seconds") & left.Remove("parts"));
        left.Remove("steps_per_second");
        return left.ToJsonString();
    }

    /// <summary>As <see cref="Json"/>, of a command that is done and had nothing to say beside.</summary>
    public JsonElement QuietJson()
    {
        Assert.Equal(string.Empty, Error);
        Assert.Equal(ExitStatus.Done, Status);
        return Json();
    }
}
