namespace Saddle.Gans.Training;

/// <summary>The type of a run's numbers.</summary>
public enum Precision
{
    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>Double precision.</summary>
    Float64,
}
