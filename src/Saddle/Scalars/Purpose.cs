namespace Saddle.Scalars;

/// <summary>What a stream of random numbers is for.</summary>
public enum Purpose
{
    /// <summary>A run's start.</summary>
    Start,

    /// <summary>A game's own parameters (random matrices).</summary>
    Settings,

    /// <summary>Noise on gradients.</summary>
    Noise,

    /// <summary>An item of a data set.</summary>
    Item,

    /// <summary>The order of a data set's items.</summary>
    Shuffle,

    /// <summary>Latent vectors.</summary>
    Latent,

    /// <summary>Noise on real samples.</summary>
    RealNoise,

    /// <summary>Noise on generated samples.</summary>
    GeneratedNoise,

    /// <summary>What a penalty draws: points between samples.</summary>
    Penalty,

    /// <summary>What spoils an image.</summary>
    Disturbance,

    /// <summary>What a generator is asked for.</summary>
    Condition,

    /// <summary>What a network draws within itself: dropout, noise between layers.</summary>
    Inside,

    /// <summary>Conditions that are not the samples' own.</summary>
    WrongCondition,

    /// <summary>What is said of an item of a data set.</summary>
    Caption,
}
