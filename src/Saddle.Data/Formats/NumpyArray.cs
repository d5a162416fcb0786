namespace Saddle.Data.Formats;

/// <summary>An array of bytes that numpy pickled.</summary>
/// <param name="Sizes">The sizes of the dimensions.</param>
/// <param name="Values">The values, the last dimension's side by side.</param>
internal sealed record NumpyArray(IReadOnlyList<int> Sizes, byte[] Values)
{
    /// <summary>What a pickled array names.</summary>
    public static bool IsAllowed(PickleGlobal global) => global.ToString() is
        "numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct" or "numpy.ndarray" or "numpy.dtype" or "_codecs.encode";

    /// <summary>The array that a pickled value stands for; null if it is none of unsigned bytes in the order of C.</summary>
    /// <param name="value">The value.</param>
    public static NumpyArray? Of(object? value)
    {
        // numpy/core/src/multiarray/methods.c: __setstate__ takes (version, shape, dtype, Fortran order, data).
        if (value is not PickleCall { Callee.Name: "_reconstruct", State: PickleTuple { Values: [_, PickleTuple shape, PickleCall { Arguments: [var kind, ..] }, false or 0L, var data] } }
            || PickleMap.TextOf(kind) is not ("u1" or "|u1" or "B") || shape.Values.Any(size => size is not (>= 0L and <= int.MaxValue)))
        {
            return null;
        }

        int[] sizes = [.. shape.Values.Select(size => (int)(long)size!)];
        var length = sizes.Aggregate((Int128)1, (product, size) => product * size);
        return BytesOf(data) is { } values && values.Length == length ? new(sizes, values) : null;
    }

    /// <summary>Bytes; Python 3 writes them to old protocols as <c>_codecs.encode(text, "latin1")</c>.</summary>
    private static byte[]? BytesOf(object? data) => data switch
    {
        byte[] bytes => bytes,
        PickleCall { Callee.Name: "encode", Arguments: [string text, ..] } when text.All(c => c < 256) => [.. text.Select(c => (byte)c)],
        _ => null,
    };
}
