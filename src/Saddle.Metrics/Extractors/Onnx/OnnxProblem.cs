using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using Saddle.Data.Formats;

namespace Saddle.Metrics.Extractors.Onnx;

/// <summary>What ONNX Runtime says of a model that it cannot run, in a sentence for whoever has the model.</summary>
internal static partial class OnnxProblem
{
    private const int MostMilliseconds = 1000;

    /// <summary>The sentence.</summary>
    /// <param name="failure">What ONNX Runtime threw.</param>
    public static string Of(OnnxRuntimeException failure)
    {
        var text = failure.Message.ReplaceLineEndings(" ");
        if (text.Contains("Protobuf parsing failed", StringComparison.Ordinal))
        {
            return "it is no model in ONNX, or is cut short";
        }

        if (text.Contains("No graph was found", StringComparison.Ordinal))
        {
            return "it has no graph; expected a model in ONNX";
        }

        if (OperatorSet().Match(text) is { Success: true } opset)
        {
            return $"its operator set {opset.Groups["own"]} is newer than ONNX Runtime {OnnxRuntime.Version} runs, "
                + $"which is {opset.Groups["most"]}; export it with an older opset_version";
        }

        if (UnknownOperator().Match(text) is { Success: true } unknown)
        {
            return $"its operator {Excerpt.Of(unknown.Groups["name"].Value)} is none that "
                + $"ONNX Runtime {OnnxRuntime.Version} has";
        }

        if (OutsideData().Match(text) is { Success: true } outside)
        {
            return $"its weight {Excerpt.Of(outside.Groups["name"].Value)} is in a file that is not beside it";
        }

        return $"ONNX Runtime cannot run it ({Excerpt.Of(Place().Replace(text, string.Empty).Trim())})";
    }

    [GeneratedRegex(
        @"Opset (?<own>\d+) is under development.*?till opset (?<most>\d+)",
        RegexOptions.ExplicitCapture,
        MostMilliseconds)]
    private static partial Regex OperatorSet();

    [GeneratedRegex(
        @"(?<name>\S+?)\(-?\d+\) is not a registered|In Node, \(""[^""]*"", (?<name>\w+), ""[^""]*"", -1\)",
        RegexOptions.ExplicitCapture,
        MostMilliseconds)]
    private static partial Regex UnknownOperator();

    [GeneratedRegex(
        @"External data path validation failed for initializer: (?<name>.*?)\. Error",
        RegexOptions.ExplicitCapture,
        MostMilliseconds)]
    private static partial Regex OutsideData();

    // "[ErrorCode:Fail] Load model from FILE failed:", and where in its own source it was found.
    [GeneratedRegex(
        @"^\[[^\]]*\]\s*(Load model from .*? failed:)?\s*(\S+\.(cc|h):\d+ [^)]*\)?\s*)?",
        RegexOptions.ExplicitCapture,
        MostMilliseconds)]
    private static partial Regex Place();
}
