namespace Saddle.Metrics.Extractors.Onnx;

/// <summary>What a model takes: one tensor of images.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The type of its elements.</param>
/// <param name="Layout">Where its channels are.</param>
/// <param name="Batch">How many images at once; null for any number.</param>
/// <param name="Height">Its rows; null for any number.</param>
/// <param name="Width">Its columns; null for any number.</param>
internal sealed record OnnxInput(
    string Name, OnnxElement Kind, OnnxLayout Layout, int? Batch, int? Height, int? Width)
{
    /// <summary>The shape of a tensor of images.</summary>
    /// <param name="count">How many.</param>
    /// <param name="height">Their rows.</param>
    /// <param name="width">Their columns.</param>
    public long[] Shape(int count, int height, int width) =>
        Layout == OnnxLayout.Nchw ? [count, 3, height, width] : [count, height, width, 3];
}
