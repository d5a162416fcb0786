using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>A test of products in bfloat16: skipped by name, and counted, where the processor has none.</summary>
public sealed class HalfProductsFactAttribute : FactAttribute
{
    public HalfProductsFactAttribute() => Skip = Missing;

    internal static string? Missing { get; } = TorchFactAttribute.Missing ?? HalfProducts.WhyNot;
}

/// <summary>A test with data of products in bfloat16: skipped where the processor has none.</summary>
public sealed class HalfProductsTheoryAttribute : TheoryAttribute
{
    public HalfProductsTheoryAttribute() => Skip = HalfProductsFactAttribute.Missing;
}
