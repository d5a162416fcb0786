using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Gans;

/// <summary>
/// One player of a neural game: its network, and the buffers that the network keeps beside its parameters.
/// </summary>
/// <param name="blueprint">The parameters and buffers.</param>
/// <param name="layer">The network.</param>
/// <param name="second">
/// The player's second network, if it has one: the generator's encoder, or a second discriminator.
/// </param>
public sealed class PlayerNetwork(Blueprint blueprint, Layer layer, Layer? second = null)
{
    private readonly long[] _lengths = [.. blueprint.Parameters.Select(p => p.Count)];

    /// <summary>The parameters and buffers.</summary>
    public Blueprint Blueprint => blueprint;

    /// <summary>The network: input to output.</summary>
    public Layer Layer => layer;

    /// <summary>The player's second network: the generator's encoder, or a second discriminator.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public Layer Second => second
        ?? throw new InvalidOperationException("No regulariser of this GAN asks for a second network of this player.");

    /// <summary>The buffers' values, in the blueprint's order.</summary>
    public Tensor[] Buffers { get; private set; } = [];

    /// <summary>
    /// The same networks with products in bfloat16; what they give is of the type of what goes in. The buffers are
    /// shared until either of the two sets them.
    /// </summary>
    public PlayerNetwork WithHalfProducts()
    {
        return new(blueprint, Half(layer), second is null ? null : Half(second)) { Buffers = Buffers };

        static Layer Half(Layer whole) => (pass, input) =>
        {
            using var products = HalfProducts.Begin();
            var output = whole(pass, input);
            pass.Answers = pass.Answers.IsNumber ? 0 : pass.Answers.Cast(input.DType);
            return output.Cast(input.DType);
        };
    }

    /// <summary>The same networks; the buffers are shared until either of the two sets them.</summary>
    public PlayerNetwork Apart() => new(blueprint, layer, second) { Buffers = Buffers };

    /// <summary>Takes over another one's buffers, until either of the two sets them.</summary>
    /// <param name="other">The same networks.</param>
    public void Follow(PlayerNetwork other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Buffers = other.Buffers;
    }

    /// <summary>The parameters and buffers before training; the buffers are set.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">Tells this player's numbers from the other's.</param>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="device">The device.</param>
    /// <returns>The parameters, flat.</returns>
    public Tensor Start(ulong seed, int stream, DType type, string device)
    {
        var first = (long)stream << 32;
        Restore(
        [
            .. blueprint.Buffers.Select(b =>
                b.As(Drawn(b.Initial, b.Shape, seed, first + (1L << 31) + b.Index), type, device)),
        ]);
        var parts = blueprint.Parameters.Select(p => Drawn(p.Initial, [p.Count], seed, first + p.Index)).ToArray();
        return Tensor.Concatenate(parts).To(device, type);
    }

    /// <summary>Sets the buffers.</summary>
    /// <param name="buffers">One tensor a buffer; kept beyond the current scope.</param>
    public void Restore(IReadOnlyList<Tensor> buffers)
    {
        using var scope = new TensorScope();
        // a handful of small tensors: the collector may free them
        Buffers = [.. buffers.Select(b => TensorScope.Release(b.Clone()))];
    }

    /// <summary>The flat parameters as tensors of their own shape, sharing storage.</summary>
    /// <param name="flat">All parameters.</param>
    /// <param name="differentiable">Whether gradients by them will be asked for.</param>
    public Tensor[] Unflatten(Tensor flat, bool differentiable)
    {
        var parts = flat.Split(_lengths);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i].Reshape(blueprint.Parameters[i].Shape);
            parts[i] = differentiable ? part.AsLeaf() : part;
        }

        return parts;
    }

    /// <summary>Tensors of the parameters' shapes as one flat tensor.</summary>
    /// <param name="parts">One a parameter; a number stands for a tensor filled with it.</param>
    /// <param name="like">Gives type and device.</param>
    public Tensor Flatten(ReadOnlySpan<Tensor> parts, Tensor like)
    {
        var flat = new Tensor[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            flat[i] = parts[i].IsNumber
                ? Tensor.Full([_lengths[i]], parts[i].Number, like.DType, like.Device)
                : parts[i].Reshape(-1);
        }

        return Tensor.Concatenate(flat);
    }

    /// <summary>The parameters with some of them taken from another player, by name.</summary>
    /// <param name="flat">This player's.</param>
    /// <param name="other">The other player.</param>
    /// <param name="theirs">Its parameters.</param>
    /// <param name="taken">Whether those of a name are taken; the other player has all of these.</param>
    public Tensor With(Tensor flat, PlayerNetwork other, Tensor theirs, Func<string, bool> taken)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(taken);
        var (own, values) = (Unflatten(flat, differentiable: false), other.Unflatten(theirs, differentiable: false));
        var named = other.Blueprint.Parameters.ToDictionary(p => p.Name, p => values[p.Index], StringComparer.Ordinal);
        return Flatten([.. blueprint.Parameters.Select(p => taken(p.Name) ? named[p.Name] : own[p.Index])], flat);
    }

    private static Tensor Drawn(Initial initial, long[] shape, ulong seed, long stream)
    {
        if (initial.Values is { } given)
        {
            return given.Reshape(shape);
        }

        var values = new double[shape.Aggregate(1L, (product, length) => product * length)];
        initial.Draw(values, seed, stream);
        return Tensor.From<double>(values, shape);
    }
}
