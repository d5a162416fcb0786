namespace Saddle.Data.Families;

/// <summary>Items whose factors are known.</summary>
public interface IFactors
{
    /// <summary>The factors of an item.</summary>
    /// <param name="index">The item's number.</param>
    ShapeFactors Factors(long index);
}
