namespace Saddle.Data.Logs;

/// <summary>What a log counts its steps in.</summary>
public enum LogUnit
{
    /// <summary>Updates, iterations or batches.</summary>
    Update,

    /// <summary>Passes over the data.</summary>
    Epoch,

    /// <summary>Thousands of images shown.</summary>
    ThousandImages,

    /// <summary>Nothing that can be used: entries are counted in the file's order.</summary>
    Entry,
}
