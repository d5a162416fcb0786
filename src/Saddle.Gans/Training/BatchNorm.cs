namespace Saddle.Gans.Training;

/// <summary>Over what batch normalisation takes its statistics where a batch is cut into shards.</summary>
public enum BatchNorm
{
    /// <summary>Each shard by itself.</summary>
    Local,

    /// <summary>All shards of the batch together.</summary>
    Synchronised,
}
