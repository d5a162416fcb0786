namespace Saddle.Data;

/// <summary>Items that are images of 8 bits, which can be had as they are stored.</summary>
public interface IPictured
{
    /// <summary>The images; of the same count and order as the items.</summary>
    IImages Images { get; }
}
