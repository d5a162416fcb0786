using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// Scaled dot-product attention by its formula, softmax(scale Q K' + mask) V, which differentiates twice.
/// </summary>
/// <remarks>As <c>torch.nn.functional.scaled_dot_product_attention</c> documents it.</remarks>
internal static class Attention
{
    private static readonly Operator Softmax = new("aten::softmax", "int");
    private static readonly Operator Dropout = new("aten::dropout");
    private static readonly Operator LowerTriangle = new("aten::tril");
    private static readonly Operator Not = new("aten::logical_not");
    private static readonly Operator Fill = new("aten::masked_fill", "Scalar");
    private static readonly Operator Equal = new("aten::eq", "Scalar");
    private static readonly Operator AllOf = new("aten::all", "dim");
    private static readonly Operator Repeat = new("aten::repeat_interleave", "self_int");

    /// <summary>Computes it.</summary>
    /// <param name="query">Queries, [..., targets, width].</param>
    /// <param name="key">Keys, [..., sources, width].</param>
    /// <param name="value">Values, [..., sources, width of values].</param>
    /// <param name="mask">What is added to the scores, or where they count; or none.</param>
    /// <param name="dropout">The share of the weights that is dropped; none for 0.</param>
    /// <param name="isCausal">Whether a target sees no source after it; none for false.</param>
    /// <param name="scale">The scale; none for one over the root of the width.</param>
    /// <param name="isGrouped">Whether several heads of queries share one of keys; none for false.</param>
    public static Tensor Of(
        Argument query,
        Argument key,
        Argument value,
        Argument mask,
        Argument dropout,
        Argument isCausal,
        Argument scale,
        Argument isGrouped)
    {
        var (q, k, v) = (query.Tensor, key.Tensor, value.Tensor);
        if (IsSet(isGrouped))
        {
            (k, v) = (Repeated(k, q), Repeated(v, q));
        }

        var root = Math.Sqrt(scale.IsNone ? 1 / Math.Sqrt(q.Shape[^1]) : scale.Number);
        var rank = k.Shape.Length;
        var scores = (q * root).MatMul((k * root).Transpose(rank - 2, rank - 1));
        var unseen = default(Tensor);
        if (IsSet(isCausal))
        {
            var all = Tensor.Full([q.Shape[^2], k.Shape[^2]], 1, DType.Bool, q.Device);
            scores = Without(scores, LowerTriangle.Call(all));
        }
        else if (!mask.IsNone)
        {
            scores = mask.Tensor.DType == DType.Bool ? Without(scores, mask.Tensor) : scores + mask.Tensor;

            // A target that sees nothing gets nothing; softmax would give it what is no number.
            unseen = AllOf.Call(Equal.Call(scores, double.NegativeInfinity), -1, true);
            scores = Fill.Call(scores, unseen, 0.0);
        }

        var weights = Softmax.Call(scores, -1);
        weights = unseen.IsNumber ? weights : Fill.Call(weights, unseen, 0.0);
        return (IsSet(dropout) ? Dropout.Call(weights, dropout, true) : weights).MatMul(v);
    }

    private static bool IsSet(Argument argument) => !argument.IsNone && argument.Number > 0;

    private static Tensor Without(Tensor scores, Tensor seen) =>
        Fill.Call(scores, Not.Call(seen), double.NegativeInfinity);

    private static Tensor Repeated(Tensor shared, Tensor query) =>
        Repeat.Call(shared, query.Shape[^3] / shared.Shape[^3], -3);
}
