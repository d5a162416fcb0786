namespace Saddle.Data.Formats;

/// <summary>An array of bytes that numpy pickled.</summary>
/// <param name="Sizes">The sizes of the dimensions.</param>
/// <param name="Values">The values, the last dimension's side by side.</param>
internal sealed record NumpyArray(IReadOnlyList<int> Sizes, byte[] Values)
{
    private const int MaxDimensions = 32;

    /// <summary>What a pickled array names.</summary>
    public static bool IsAllowed(PickleGlobal global) => global.ToString() is
        "numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct"
        or "numpy.core.numeric._frombuffer" or "numpy._core.numeric._frombuffer"
        or "numpy.ndarray" or "numpy.dtype" or "_codecs.encode";

    /// <summary>
    /// The array that a pickled value stands for; null if it is none of unsigned bytes in the order of C.
    /// </summary>
    /// <param name="value">The value.</param>
    public static NumpyArray? From(object? value) => value switch
    {
        // Protocols to 4: ndarray.__setstate__ takes (version, shape, dtype, Fortran order, data).
        PickleCall
        {
            Callee.Name: "_reconstruct",
            State: PickleTuple { Values: [_, PickleTuple shape, var type, false or 0L, var data] },
        } => Make(shape, type, data),

        // Protocol 5: _frombuffer takes (data, dtype, shape, order).
        PickleCall
        {
            Callee.Name: "_frombuffer",
            Arguments: [var data, var type, PickleTuple shape, "C"],
        } => Make(shape, type, data),
        _ => null,
    };

    private static NumpyArray? Make(PickleTuple shape, object? type, object? data)
    {
        if (type is not PickleCall { Arguments: [var kind, ..] } || PickleMap.TextOf(kind) is not ("u1" or "|u1" or "B")
            || shape.Values.Count > MaxDimensions || shape.Values.Any(size => size is not (>= 0L and <= int.MaxValue)))
        {
            return null;
        }

        int[] sizes = [.. shape.Values.Select(size => (int)(long)size!)];
        var length = sizes.Aggregate(1.0, (product, size) => product * size);
        return data is byte[] values && values.Length == length ? new(sizes, values) : null;
    }
}
