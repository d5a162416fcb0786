using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Saddle.Data;

namespace Saddle.Metrics.Extractors.Onnx;

/// <summary>What a model gave for images, one of its outputs.</summary>
/// <param name="Shape">The shape of one image's share.</param>
/// <param name="Values">All of them, image by image.</param>
internal sealed record OnnxOutput(IReadOnlyList<long> Shape, float[] Values)
{
    /// <summary>Room for what a model gives for so many images.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="name">The output's name.</param>
    /// <param name="value">What it gave for a first batch.</param>
    /// <param name="batch">How many images that was of.</param>
    /// <param name="count">How many there are in all.</param>
    /// <exception cref="DataException">It is not a number of numbers for each image.</exception>
    public static OnnxOutput For(string path, string name, OrtValue value, int batch, int count)
    {
        var about = value.IsTensor ? value.GetTensorTypeAndShape() : default;
        var isNumbers = value.IsTensor && about.ElementDataType is TensorElementType.Float
            or TensorElementType.Float16 or TensorElementType.Double;
        if (!isNumbers || about.Shape is not [var first, _, ..] || first != batch)
        {
            var what = value.IsTensor
                ? $"[{string.Join(", ", about.Shape)}] of {about.ElementDataType}"
                : $"{value.OnnxType}";
            throw new DataException(
                path,
                $"from {batch} images its output '{name}' is {what}; expected [{batch}, d] in float, half or double");
        }

        return new([.. about.Shape[1..]], new float[checked((int)(count * (about.ElementCount / batch)))]);
    }

    /// <summary>Takes a batch's values.</summary>
    /// <param name="value">What the model gave.</param>
    /// <param name="batch">How many images that was of.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="given">How many of them count.</param>
    public void Take(OrtValue value, int batch, int first, int given)
    {
        var about = value.GetTensorTypeAndShape();
        var size = (int)(about.ElementCount / batch);
        var result = Values.AsSpan(first * size, given * size);
        switch (about.ElementDataType)
        {
            case TensorElementType.Float:
                value.GetTensorDataAsSpan<float>()[..result.Length].CopyTo(result);
                break;
            case TensorElementType.Float16:
                Convert(value.GetTensorDataAsSpan<Float16>(), result, element => (float)element);
                break;
            default:
                Convert(value.GetTensorDataAsSpan<double>(), result, element => (float)element);
                break;
        }
    }

    private static void Convert<TElement>(
        ReadOnlySpan<TElement> from, Span<float> to, Func<TElement, float> convert)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = convert(from[i]);
        }
    }
}
