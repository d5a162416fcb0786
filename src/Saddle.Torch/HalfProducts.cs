namespace Saddle.Torch;

/// <summary>
/// Until disposed, libtorch rounds the factors of matrix products and convolutions to bfloat16 on this thread, and
/// keeps their results so; what is sensitive to it (norms, logarithms, losses) it computes in float32 all the same.
/// </summary>
/// <remarks>As <c>torch.autocast</c>; Micikevicius et al. 2018, arXiv:1710.03740.</remarks>
/// <example><code>using (HalfProducts.Begin()) { y = x.MatMul(w); } // y.DType == DType.BFloat16</code></example>
public readonly ref struct HalfProducts
{
    private readonly bool _before;

    private HalfProducts(bool before) => _before = before;

    /// <summary>Begins it.</summary>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static HalfProducts Begin() => new(Set(true));

    /// <summary>Goes back to how it was before.</summary>
    public void Dispose() => Set(_before);

    private static unsafe bool Set(bool asked)
    {
        int before;
        Native.Check(Native.saddle_half_products(asked ? 1 : 0, &before));
        return before != 0;
    }
}
