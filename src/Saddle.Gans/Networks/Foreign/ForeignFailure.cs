using System.Text.RegularExpressions;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>What libtorch says of a foreign network that fails, in the words of whoever saved it.</summary>
internal static partial class ForeignFailure
{
    /// <summary>What is wrong, and what helps where that is known.</summary>
    /// <param name="failure">What libtorch said.</param>
    public static string Tell(TorchException failure)
    {
        var (message, reason) = (failure.Message, Excerpt.Clean(failure.Reason));
        return MissingOperator().Match(message) is { Success: true } missing
            ? $"it calls {missing.Groups["name"].Value}, an operator that this libtorch ({TorchRuntime.Version}) has "
                + "not; take a newer libtorch (SADDLE_LIBTORCH), a module that is traced in the place of scripted, or "
                + "torch.export's .pt2"
            : message.Contains("functions with out=", StringComparison.Ordinal)
            ? "it cannot be differentiated: traced in training mode, spectral normalisation writes its vectors where "
                + "gradients flow; take torch.export's .pt2, or trace it in evaluation mode"
            : OnDevice().IsMatch(message)
            ? "it was made on a GPU, and its code names it; move it to the CPU before it is traced or scripted "
                + "(module.cpu()), or take torch.export's .pt2"
            : message.Contains("missing value for argument", StringComparison.Ordinal)
            ? $"its forward takes more than it would be given ({reason}); where it takes a class label, say --labels K"
            : reason;
    }

    [GeneratedRegex(
        @"Unknown builtin op: (?<name>[\w:.]+\w)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex MissingOperator();

    [GeneratedRegex(
        "from the '(CUDA|HIP|XPU|MPS)' backend|not linked with support for (cuda|hip|xpu|mps)|NVIDIA",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OnDevice();
}
