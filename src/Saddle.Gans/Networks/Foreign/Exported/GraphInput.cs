using System.Text.Json;
using Saddle.Data.Formats;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>An input of a graph.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Name">Its name in the network; of what is given to the network, that in the graph.</param>
/// <param name="InGraph">Its name in the graph; null where it has none.</param>
/// <param name="IsNumber">Whether it is a whole number, and no tensor.</param>
internal sealed record GraphInput(InputRole Role, string Name, string? InGraph, bool IsNumber = false)
{
    private const int Most = 10_000;

    /// <summary>Reads the inputs of a signature.</summary>
    /// <param name="signature">A <c>GraphSignature</c>.</param>
    /// <exception cref="InvalidDataException">They are damaged, or of a kind that Saddle does not know.</exception>
    public static IReadOnlyList<GraphInput> ReadAll(JsonElement signature) =>
        signature.Need("input_specs").Each().Select(specification => Read(specification.Union())).ToList() is var inputs
        && inputs.Count <= Most
            ? inputs
            : throw new InvalidDataException($"the graph takes more than the {Most} inputs that are allowed");

    private static GraphInput Read((string Kind, JsonElement Value) specification)
    {
        var (kind, value) = specification;
        return kind switch
        {
            "parameter" => Named(InputRole.Parameter, value, "parameter_name"),
            "buffer" => Named(InputRole.Buffer, value, "buffer_name"),
            "tensor_constant" => Named(InputRole.Constant, value, "tensor_constant_name"),
            "user_input" => Given(value.Need("arg").Union()),
            "constant_input" => new(InputRole.Fixed, value.Need("name").Text(), null),
            _ => throw new InvalidDataException(
                $"the graph takes an input of kind '{Excerpt.Of(kind)}', which is not known"),
        };
    }

    private static GraphInput Named(InputRole role, JsonElement value, string name) =>
        new(role, value.Need(name).Text(), value.Need("arg").Need("name").Text());

    private static GraphInput Given((string Kind, JsonElement Value) argument) => argument switch
    {
        ("as_tensor", var tensor) when tensor.Need("name").Text() is var name => new(InputRole.User, name, name),
        ("as_sym_int", var number) when number.Maybe("as_name")?.Text() is { } name =>
            new(InputRole.User, name, name, IsNumber: true),
        _ => new(InputRole.Fixed, string.Empty, null),
    };
}
