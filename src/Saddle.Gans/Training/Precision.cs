namespace Saddle.Gans.Training;

/// <summary>The type of a run's numbers, and how their products are computed.</summary>
public enum Precision
{
    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>Double precision.</summary>
    Float64,

    /// <summary>Single precision; factors of products rounded to TF32 on a CUDA device.</summary>
    Tf32,

    /// <summary>
    /// Parameters, losses and rule in single precision; the networks' products and maps in bfloat16.
    /// </summary>
    Bfloat16,
}
