namespace Saddle.Metrics;

/// <summary>The kernels of a maximum mean discrepancy.</summary>
public enum MmdKernel
{
    /// <summary>(gamma x.y + c)^degree.</summary>
    Polynomial,

    /// <summary>exp(-|x - y|^2 / (2 sigma^2)).</summary>
    Gaussian,
}
