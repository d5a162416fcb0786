using Saddle.Torch;

namespace Saddle.Metrics.Extractors.Inception;

/// <summary>Layers of a network of convolutions, on whatever computes them.</summary>
/// <typeparam name="T">A layer's input and output there: maps [n, channels, height, width].</typeparam>
internal interface IConvolutions<T>
{
    /// <summary>Convolution and rectification.</summary>
    /// <param name="kernel">[outputs, inputs, height, width].</param>
    /// <param name="offset">[outputs].</param>
    /// <param name="stride">How far its places lie apart.</param>
    /// <param name="padding">The zeros above and below, and those left and right.</param>
    Func<T, T> Convolution(Tensor kernel, Tensor offset, int stride, (int Top, int Left) padding);

    /// <summary>3 x 3 maxima.</summary>
    /// <param name="stride">How far they lie apart.</param>
    /// <param name="padding">How far they reach over the border.</param>
    Func<T, T> Maximum(int stride, int padding);

    /// <summary>3 x 3 means of what lies within the image.</summary>
    Func<T, T> Average();

    /// <summary>Means over all places: [n, channels].</summary>
    Func<T, T> Mean();

    /// <summary>Layers one after the other.</summary>
    /// <param name="layers">The layers.</param>
    Func<T, T> Chain(params Func<T, T>[] layers);

    /// <summary>Branches side by side, whose channels are put together.</summary>
    /// <param name="branches">The branches.</param>
    Func<T, T> Beside(params Func<T, T>[] branches);
}
