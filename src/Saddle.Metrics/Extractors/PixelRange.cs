namespace Saddle.Metrics.Extractors;

/// <summary>The range in which a network takes pixels of 0 to 255.</summary>
public enum PixelRange
{
    /// <summary>As they are: x.</summary>
    Bytes,

    /// <summary>From 0 to 1: x / 255.</summary>
    Unit,

    /// <summary>From -1 to 1: 2 x / 255 - 1, as pytorch-fid.</summary>
    Signed,

    /// <summary>From -1 to 127/128: (x - 128) / 128, as the graph of FID itself and all other tools.</summary>
    Shifted,

    /// <summary>torchvision's mean and standard deviation of ImageNet's channels, after x / 255.</summary>
    Imagenet,

    /// <summary>CLIP's mean and standard deviation of the channels, after x / 255.</summary>
    Clip,

    /// <summary>
    /// Blue, green and red, less ImageNet's means 103.939, 116.779 and 123.68: as networks from Caffe take them.
    /// </summary>
    Caffe,
}
