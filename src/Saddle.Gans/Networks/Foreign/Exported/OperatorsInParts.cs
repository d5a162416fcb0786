using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// Operators that run as several others: attention, whose own kernels cannot be differentiated twice, and what archives
/// of newer versions name and libtorch 1.13 lacks.
/// </summary>
internal static class OperatorsInParts
{
    private static readonly Operator BatchNorm = new("aten::native_batch_norm");
    private static readonly Operator Squeeze = new("aten::squeeze", "dim");
    private static readonly Operator View = new("aten::alias");
    private static readonly Operator Index = new("aten::index", "Tensor");
    private static readonly Operator AnyOf = new("aten::any", "dim");
    private static readonly Operator AllOf = new("aten::all", "dim");
    private static readonly Operator ReciprocalRoot = new("aten::rsqrt");

    private const string Statistics =
        "(Tensor input, Tensor? weight, Tensor? bias, Tensor(a!) running_mean, Tensor(b!) running_var, ";

    private static readonly Dictionary<string, (string Schema, OperatorCall Call, bool IsAlways)> All =
        new(StringComparer.Ordinal)
        {
            ["scaled_dot_product_attention"] = (
                "(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0, "
                + "bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor",
                static (a, results) => Give(
                    results, Attention.Of(a[0], a[1], a[2], a[3], a[4], a[5], scale: a[6], isGrouped: a[7])),
                true),
            ["_scaled_dot_product_attention_math"] = (
                "(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0, "
                + "bool is_causal=False, Tensor? dropout_mask=None, *, float? scale=None, bool enable_gqa=False) -> "
                + "(Tensor, Tensor)",
                static (a, results) => GiveFirst(
                    results, Attention.Of(a[0], a[1], a[2], a[3], a[4], a[5], scale: a[7], isGrouped: a[8])),
                true),
            ["_scaled_dot_product_flash_attention_for_cpu"] = (
                "(Tensor query, Tensor key, Tensor value, float dropout_p=0.0, bool is_causal=False, *, "
                + "Tensor? attn_mask=None, float? scale=None) -> (Tensor, Tensor)",
                static (a, results) => GiveFirst(
                    results, Attention.Of(a[0], a[1], a[2], a[5], a[3], a[4], scale: a[6], isGrouped: default)),
                true),
            ["_native_batch_norm_legit"] = (
                $"{Statistics}bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)",
                static (a, results) => BatchNorm.Call(a, results),
                false),
            ["_native_batch_norm_legit.no_stats"] = (
                "(Tensor input, Tensor? weight, Tensor? bias, bool training, float momentum, float eps) -> "
                + "(Tensor, Tensor, Tensor)",
                static (a, results) => BatchNorm.Call(
                    [a[0], a[1], a[2], Argument.None, Argument.None, a[3], a[4], a[5]], results),
                false),
            ["_native_batch_norm_legit_no_training"] = (
                "(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, "
                + "float momentum, float eps) -> (Tensor, Tensor, Tensor)",
                static (a, results) => BatchNorm.Call([.. a[..5], false, a[5], a[6]], results),
                false),
            ["_native_batch_norm_legit_functional"] = (
                "(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, bool training, "
                + "float momentum, float eps) -> (Tensor, Tensor, Tensor, Tensor, Tensor)",
                static (a, results) => WithNewStatistics(a, results, 3),
                false),
            ["_batch_norm_with_update_functional"] = (
                "(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, "
                + "float momentum, float eps) -> (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)",
                static (a, results) => WithNewStatistics([.. a[..5], true, a[5], a[6]], results, 4),
                false),
            ["_batch_norm_with_update"] = (
                $"{Statistics}float momentum, float eps) -> (Tensor, Tensor, Tensor)",
                static (a, results) => BatchNorm.Call([.. a[..5], true, a[5], a[6]], results),
                false),
            ["_batch_norm_no_update"] = (
                "(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, "
                + "float momentum, float eps) -> (Tensor, Tensor, Tensor)",
                static (a, results) => BatchNorm.Call([.. a[..5], false, a[5], a[6]], results),
                false),
            ["squeeze.dims"] = (
                "(Tensor(a) self, int[] dim) -> Tensor(a)",
                static (a, results) => Give(results, SqueezeAll(a[0].Tensor, a[1])),
                false),
            ["_unsafe_index.Tensor"] = (
                "(Tensor self, Tensor?[] indices) -> Tensor",
                static (a, results) => Index.Call(a, results),
                false),
            ["rms_norm"] = (
                "(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor",
                static (a, results) => Give(results, RootMeanSquare(a[0].Tensor, a[1], a[2], a[3])),
                false),
            ["_fused_rms_norm"] = (
                "(Tensor input, int[] normalized_shape, Tensor? weight, float? eps) -> (Tensor, Tensor)",
                static (a, results) => GiveFirst(results, RootMeanSquare(a[0].Tensor, a[1], a[2], a[3])),
                false),
            ["any.dims"] = (
                "(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor",
                static (a, results) => Give(results, Over(AnyOf, a[0].Tensor, a[1], a[2])),
                false),
            ["all.dims"] = (
                "(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor",
                static (a, results) => Give(results, Over(AllOf, a[0].Tensor, a[1], a[2])),
                false),
        };

    /// <summary>What stands for an operator; null where it runs itself.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="overload">Its overload.</param>
    public static (OperatorSchema Schema, OperatorCall Call)? Find(string name, string overload)
    {
        var full = overload.Length == 0 ? name : $"{name}.{overload}";
        return All.TryGetValue(full, out var parts)
            && (parts.IsAlways || !new Operator($"aten::{name}", overload).Exists)
            ? (OperatorSchema.Parse(full + parts.Schema), WithoutDefaults(parts.Call))
            : null;
    }

    private static int Give(Span<Argument> results, Tensor tensor)
    {
        results[0] = tensor;
        return 1;
    }

    // What comes second, nobody reads who only goes forward.
    private static int GiveFirst(Span<Argument> results, Tensor tensor)
    {
        results[0] = tensor;
        results[1] = Argument.None;
        return 2;
    }

    // What is left out is None here: the parts know their defaults.
    private static OperatorCall WithoutDefaults(OperatorCall call) => (arguments, results) =>
    {
        Argument[] given = [.. arguments];
        for (var i = 0; i < given.Length; i++)
        {
            given[i] = given[i].IsDefault ? Argument.None : given[i];
        }

        return call(given, results);
    };

    // The statistics are copied, written, and given last.
    private static int WithNewStatistics(ReadOnlySpan<Argument> a, Span<Argument> results, int before)
    {
        var (mean, variance) = (a[3].Tensor.Clone(), a[4].Tensor.Clone());
        BatchNorm.Call([.. a[..3], mean, variance, .. a[5..]], results);
        results[before..][0] = mean;
        results[before..][1] = variance;
        return before + 2;
    }

    private static Tensor SqueezeAll(Tensor tensor, Argument dimensions)
    {
        var squeezed = View.Call(tensor);
        foreach (var dimension in Backwards(tensor, dimensions))
        {
            squeezed = Squeeze.Call(squeezed, dimension);
        }

        return squeezed;
    }

    private static Tensor Over(Operator reduce, Tensor tensor, Argument dimensions, Argument keep)
    {
        var reduced = View.Call(tensor);
        foreach (var dimension in Backwards(tensor, dimensions))
        {
            reduced = reduce.Call(reduced, dimension, !keep.IsNone && keep.Whole != 0);
        }

        return reduced;
    }

    // The last dimension first, so that those before it keep their numbers; all of them where none are named.
    private static IEnumerable<long> Backwards(Tensor tensor, Argument dimensions)
    {
        var rank = tensor.Shape.Length;
        return dimensions.IsNone
            ? Enumerable.Range(0, rank).Select(dimension => (long)dimension).Reverse()
            : dimensions.Wholes.Select(d => d < 0 ? d + rank : d).Distinct().OrderDescending();
    }

    private static Tensor RootMeanSquare(Tensor input, Argument shape, Argument weight, Argument epsilon)
    {
        var least = !epsilon.IsNone
            ? epsilon.Number
            : input.DType == DType.Float64 ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;
        long[] last = [.. Enumerable.Range(1, shape.Wholes.Length).Select(i => -(long)i)];
        var normal = input * ReciprocalRoot.Call(input.Square().Mean(last, keep: true) + least);
        return weight.IsNone ? normal : normal * weight.Tensor;
    }
}
