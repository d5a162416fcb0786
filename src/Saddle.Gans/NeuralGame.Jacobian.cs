using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans;

/// <content>Products with the field's Jacobian, by double backward.</content>
public sealed partial class NeuralGame
{
    /// <inheritdoc/>
    public void JacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key)
    {
        // Twice reversed: J' w is linear in w, so its derivative by w in the direction v is J v. What does not move
        // needs no column.
        product.Fill(0);
        if (NotZero(v) is not { Length: > 0 } moving)
        {
            return;
        }

        var evaluation = Evaluate(state, key, true, true);
        Tensor[] weights = [Zeros(state[0]).AsLeaf(), Zeros(state[1]).AsLeaf()];
        Tensor[] field = [Field(evaluation, Player.Generator, state), Field(evaluation, Player.Discriminator, state)];
        var columns = Gradients(field, weights, evaluation, moving, state, createGraph: true);
        Autograd.Gradient(columns, Filled(v, moving, state), weights).CopyTo(product);
    }

    /// <inheritdoc/>
    public void TransposedJacobianProduct(
        ReadOnlySpan<Tensor> state, ReadOnlySpan<Tensor> v, Span<Tensor> product, in SampleKey key)
    {
        product.Fill(0);
        if (NotZero(v) is not { Length: > 0 } weighted)
        {
            return;
        }

        var evaluation = Evaluate(state, key, true, true);
        var field = new Tensor[weighted.Length];
        for (var i = 0; i < field.Length; i++)
        {
            field[i] = Field(evaluation, weighted[i], state);
        }

        Gradients(field, Filled(v, weighted, state), evaluation, Both, state, createGraph: false).CopyTo(product);
    }

    private static Tensor Zeros(Tensor like) => Tensor.Zeros(like.Shape, like.DType, like.Device);

    /// <summary>The players whose part of a vector is not the plain number 0.</summary>
    private static Player[] NotZero(ReadOnlySpan<Tensor> v) => (v[0], v[1]) switch
    {
        ({ IsNumber: true, Number: 0 }, { IsNumber: true, Number: 0 }) => [],
        ({ IsNumber: true, Number: 0 }, _) => [Player.Discriminator],
        (_, { IsNumber: true, Number: 0 }) => [Player.Generator],
        _ => Both,
    };

    private static Tensor[] Filled(ReadOnlySpan<Tensor> v, Player[] players, ReadOnlySpan<Tensor> state)
    {
        var parts = new Tensor[players.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, like) = (v[(int)players[i]], state[(int)players[i]]);
            parts[i] = part.IsNumber ? Tensor.Full(like.Shape, part.Number, like.DType, like.Device) : part;
        }

        return parts;
    }

    /// <summary>A player's part of the field, differentiable.</summary>
    private Tensor Field(FieldEvaluation evaluation, Player player, ReadOnlySpan<Tensor> state) =>
        Network(player).Flatten(
            Autograd.Gradient(evaluation.Loss(player), evaluation.Leaves(player), createGraph: true),
            state[(int)player]);

    /// <summary>The gradient of outputs . weights by the parameters of players, flat, player by player.</summary>
    private Tensor[] Gradients(
        Tensor[] outputs,
        Tensor[] weights,
        FieldEvaluation evaluation,
        Player[] by,
        ReadOnlySpan<Tensor> state,
        bool createGraph)
    {
        var all = Autograd.Gradient(outputs, weights, [.. by.SelectMany(evaluation.Leaves)], createGraph);
        var flat = new Tensor[by.Length];
        var first = 0;
        for (var i = 0; i < flat.Length; i++)
        {
            var count = Network(by[i]).Blueprint.Parameters.Count;
            flat[i] = Network(by[i]).Flatten(all.AsSpan(first, count), state[(int)by[i]]);
            first += count;
        }

        return flat;
    }
}
