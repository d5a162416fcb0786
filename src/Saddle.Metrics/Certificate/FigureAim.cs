namespace Saddle.Metrics;

/// <summary>What a figure of a metric is meant to say, which decides what sanity checks expect of it.</summary>
public enum FigureAim
{
    /// <summary>How good samples are, 1 where they are as good as real ones: precision and its kin.</summary>
    Fidelity,

    /// <summary>How much of the reference samples reach, 1 where it is all: recall and its kin.</summary>
    Diversity,

    /// <summary>How far two laws are apart, 0 where they are one.</summary>
    Distance,
}
