using Saddle.Torch;

namespace Saddle.Metrics.Tests;

/// <summary>Tests on tensors, which are freed when the test is over.</summary>
public abstract class TensorTests : IDisposable
{
    private readonly TensorScope? _scope = TorchRuntime.IsAvailable ? new() : null;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _scope?.Dispose();
}
