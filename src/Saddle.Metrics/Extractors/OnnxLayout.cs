namespace Saddle.Metrics.Extractors;

/// <summary>Where the channels of a model's input are.</summary>
public enum OnnxLayout
{
    /// <summary>As the model's own shape says: where the dimension of length 3 is.</summary>
    Auto,

    /// <summary>[n, 3, height, width].</summary>
    Nchw,

    /// <summary>[n, height, width, 3].</summary>
    Nhwc,
}
