namespace Saddle.Gans.Networks;

/// <summary>What is normalised between layers.</summary>
public enum Normalisation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Each channel over the batch: batch normalisation.</summary>
    Batch,

    /// <summary>Each item over its channels and positions: layer normalisation.</summary>
    Layer,

    /// <summary>Each channel of each item over its positions: instance normalisation.</summary>
    Instance,
}
