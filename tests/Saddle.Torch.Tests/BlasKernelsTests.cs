namespace Saddle.Torch.Tests;

/// <summary>OpenBLAS multiplies with what the processor has, whether or not it knows its model.</summary>
public sealed class BlasKernelsTests
{
    [TorchFact]
    public void Are_those_that_were_asked_for()
    {
        var blas = TorchRuntime.Blas;
        if (BlasKernels.Best is not null && blas.Contains("DYNAMIC_ARCH", StringComparison.Ordinal))
        {
            var asked = Environment.GetEnvironmentVariable(BlasKernels.Variable);
            Assert.NotNull(asked); // so that processes that are started from here have it, too
            Assert.Contains($" {asked} ", blas, StringComparison.OrdinalIgnoreCase);
        }
    }
}
