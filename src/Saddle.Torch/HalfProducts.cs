namespace Saddle.Torch;

/// <summary>
/// Until disposed, libtorch rounds the factors of matrix products and convolutions to bfloat16 on this thread, and
/// keeps their results so; what is sensitive to it (norms, logarithms, losses) it computes in float32 all the same.
/// </summary>
/// <remarks>As <c>torch.autocast</c>; Micikevicius et al. 2018, arXiv:1710.03740.</remarks>
/// <example><code>using (HalfProducts.Begin()) { y = x.MatMul(w); } // y.DType == DType.BFloat16</code></example>
public readonly ref struct HalfProducts
{
    // Larger than what libtorch multiplies by loops of its own.
    private const int Trial = 64;

    private static readonly Lazy<string?> Refusal = new(TryOut);

    private readonly bool _before;

    private HalfProducts(bool before) => _before = before;

    /// <summary>
    /// Why this processor cannot compute so, in libtorch's words; null where it can. Where there is AVX-512 oneDNN
    /// multiplies, and refuses if it is told to do without; where there is none libtorch has loops of its own.
    /// </summary>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static string? WhyNot => Refusal.Value;

    /// <summary>Begins it.</summary>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static HalfProducts Begin() => new(Set(true));

    /// <summary>Goes back to how it was before.</summary>
    public void Dispose() => Set(_before);

    // Where it will not do is known to it alone.
    private static string? TryOut()
    {
        try
        {
            using var scope = new TensorScope();
            using var products = Begin();
            var matrix = Tensor.Zeros([Trial, Trial]);
            var image = Tensor.Zeros([1, 1, Trial, Trial]);
            _ = matrix.MatMul(matrix);
            _ = Layers.Conv2d(image, Tensor.Zeros([1, 1, 3, 3]), 0);
            return null;
        }
        catch (TorchException refusal)
        {
            return refusal.Message;
        }
    }

    private static unsafe bool Set(bool asked)
    {
        int before;
        Native.Check(Native.saddle_half_products(asked ? 1 : 0, &before));
        return before != 0;
    }
}
