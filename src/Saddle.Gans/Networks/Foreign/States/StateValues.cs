using System.Runtime.InteropServices;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>Makes tensors of what files hold.</summary>
internal static class StateValues
{
    /// <summary>The tensor of a file's array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="like">Gives the type and the shape, of as many elements.</param>
    public static Tensor Make(SavedArray array, Tensor like)
    {
        var bytes = array.Content();
        var shape = like.Shape;
        var tensor = array.Type switch
        {
            "F64" => Tensor.From<double>(MemoryMarshal.Cast<byte, double>(bytes), shape),
            "F32" => Tensor.From<float>(MemoryMarshal.Cast<byte, float>(bytes), shape),
            "F16" => Tensor.From<float>(Singles<Half>(bytes, half => (float)half), shape),
            "BF16" => Tensor.From<float>(
                Singles<ushort>(bytes, bits => BitConverter.Int32BitsToSingle(bits << 16)), shape),
            "I64" => Tensor.From<long>(MemoryMarshal.Cast<byte, long>(bytes), shape),
            "I32" => Tensor.From<int>(MemoryMarshal.Cast<byte, int>(bytes), shape),
            "I16" => Tensor.From<float>(Singles<short>(bytes, number => number), shape),
            "I8" => Tensor.From<float>(Singles<sbyte>(bytes, number => number), shape),
            _ => Tensor.From<byte>(bytes, shape),
        };
        return tensor.DType == like.DType ? tensor : tensor.Cast(like.DType);
    }

    private static float[] Singles<TNumber>(byte[] bytes, Func<TNumber, float> convert)
        where TNumber : unmanaged
    {
        var numbers = MemoryMarshal.Cast<byte, TNumber>(bytes);
        var singles = new float[numbers.Length];
        for (var i = 0; i < singles.Length; i++)
        {
            singles[i] = convert(numbers[i]);
        }

        return singles;
    }
}
