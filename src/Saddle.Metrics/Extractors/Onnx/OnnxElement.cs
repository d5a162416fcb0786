namespace Saddle.Metrics.Extractors.Onnx;

/// <summary>The types of elements in which a model may take images.</summary>
internal enum OnnxElement
{
    /// <summary>Single precision.</summary>
    Single,

    /// <summary>Half precision.</summary>
    Half,

    /// <summary>Double precision.</summary>
    Double,

    /// <summary>Bytes.</summary>
    Byte,
}
