using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>What a graph gives: the network's own results, and new values of its buffers.</summary>
/// <param name="Results">The names in the graph of the network's results, null for one that is no tensor.</param>
/// <param name="Buffers">The new values of buffers: the buffer's name, and that in the graph.</param>
internal sealed record GraphOutputs(
    IReadOnlyList<string?> Results, IReadOnlyList<(string Buffer, string InGraph)> Buffers)
{
    private const int Most = 10_000;

    /// <summary>Reads the outputs of a signature.</summary>
    /// <param name="signature">A <c>GraphSignature</c>.</param>
    /// <exception cref="InvalidDataException">They are damaged, or of a kind that Saddle does not know.</exception>
    public static GraphOutputs Read(JsonElement signature)
    {
        var (results, buffers) = (new List<string?>(), new List<(string, string)>());
        foreach (var (kind, value) in signature.Need("output_specs").Each().Select(output => output.Union()))
        {
            switch (kind)
            {
                case "user_output":
                    results.Add(
                        value.Need("arg").Union() is ("as_tensor", var tensor) ? tensor.Need("name").Text() : null);
                    break;
                case "buffer_mutation":
                    buffers.Add((value.Need("buffer_name").Text(), value.Need("arg").Need("name").Text()));
                    break;
                case "user_input_mutation" or "parameter_mutation":
                    break; // nothing is written into what is handed in
                case "loss_output" or "gradient_to_parameter" or "gradient_to_user_input":
                    throw new InvalidDataException("it holds a backward pass; export the network's forward pass alone");
                default:
                    throw new InvalidDataException(
                        $"the graph gives an output of kind '{Excerpt.Of(kind)}', which is not known");
            }
        }

        return results.Count + buffers.Count <= Most
            ? new(results, buffers)
            : throw new InvalidDataException($"the graph gives more than the {Most} outputs that are allowed");
    }
}
