namespace Saddle.Data;

/// <summary>What a reader is asked for.</summary>
internal static class Request
{
    /// <summary>Checks that there is such an item.</summary>
    /// <param name="index">The item's number.</param>
    /// <param name="count">The number of items; null where they never end.</param>
    public static void Check(long index, long? count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count ?? long.MaxValue);
    }

    /// <summary>Checks as well that the result holds an item.</summary>
    /// <typeparam name="TValue">The kind of number.</typeparam>
    /// <param name="index">The item's number.</param>
    /// <param name="count">The number of items; null where they never end.</param>
    /// <param name="item">The result.</param>
    /// <param name="length">The length that it must have.</param>
    public static void Check<TValue>(long index, long? count, ReadOnlySpan<TValue> item, int length)
    {
        Check(index, count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(item.Length, length, nameof(item));
    }
}
