using System.Reflection;
using Saddle.Data.Formats;
using Saddle.Games;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Networks.Foreign.States;
using Saddle.Torch;

namespace Saddle.Gans.Tests.States;

/// <summary>Files of tests/data, and the networks that their states are loaded into.</summary>
internal static class StateFiles
{
    private static readonly string Data = Path.Combine(
        typeof(StateFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "RepositoryDirectory").Value!,
        "tests",
        "data");

    public static string At(params string[] names) => Path.Combine([Data, .. names]);

    /// <summary>A network's tensors, all 9: "name shape" each, a buffer's after a star.</summary>
    public static ForeignTensor[] Network(params string[] tensors) =>
    [
        .. from tensor in tensors
           let words = tensor.TrimStart('*').Split(' ')
           let shape = words[1] == "-" ? [] : words[1].Split('x').Select(long.Parse).ToArray()
           let isCounter = words[0].EndsWith("num_batches_tracked", StringComparison.Ordinal)
           select new ForeignTensor(
               words[0],
               Tensor.Full(shape, 9, isCounter ? DType.Int64 : DType.Float32),
               tensor[0] == '*' ? TensorRole.Buffer : TensorRole.Parameter)
           {
               Aliases = [.. words.Skip(2)],
           },
    ];

    /// <summary>A generator of a linear layer, batch normalisation, and another linear layer.</summary>
    public static ForeignTensor[] Generator(int latent, int width, string prefix = "") => Network(
        $"{prefix}main.0.weight {width}x{latent}",
        $"{prefix}main.0.bias {width}",
        $"{prefix}main.1.weight {width}",
        $"{prefix}main.1.bias {width}",
        $"{prefix}main.3.weight 2x{width}",
        $"{prefix}main.3.bias 2",
        $"*{prefix}main.1.running_mean {width}",
        $"*{prefix}main.1.running_var {width}",
        $"*{prefix}main.1.num_batches_tracked -");

    /// <summary>A discriminator of two linear layers.</summary>
    public static ForeignTensor[] Discriminator(int width, string prefix) => Network(
        $"{prefix}0.weight {width}x2", $"{prefix}0.bias {width}", $"{prefix}2.weight 1x{width}", $"{prefix}2.bias 1");

    /// <summary>Loads a state and holds each tensor to the array of its name.</summary>
    /// <param name="text">FILE or FILE:KEY.</param>
    /// <param name="player">Whose network it is.</param>
    /// <param name="network">The network.</param>
    /// <param name="folder">The folder of tests/data that has the values.</param>
    /// <param name="kind">Which values: G, D or G_ema.</param>
    /// <param name="tolerance">How far off each may be, of its magnitude.</param>
    /// <param name="prefix">What the network's names begin with and the arrays' do not.</param>
    public static LoadedState Check(
        string text,
        Player player,
        ForeignTensor[] network,
        string folder,
        string kind,
        double tolerance = 0,
        string prefix = "")
    {
        var loaded = StateFile.Open(text).Load(player, network);
        Assert.Equal(network.Length, loaded.Values.Count);
        using var expected = NpzReader.Open(At(folder, "expected.npz"));
        foreach (var (tensor, value) in network.Zip(loaded.Values))
        {
            Assert.Equal(tensor.Value.Shape, value.Shape);
            Assert.Equal(tensor.Value.DType, value.DType);
            if (value.DType == DType.Float32)
            {
                var numbers = expected.Read($"{kind}:{tensor.Name[prefix.Length..]}", array => array.ReadDoubles());
                foreach (var (one, other) in numbers.Zip(value.ToDoubles()))
                {
                    Assert.InRange(Math.Abs(one - other), 0, tolerance * Math.Abs(one));
                }
            }
        }

        return loaded;
    }
}
