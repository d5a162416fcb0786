namespace Saddle.Data.Images;

/// <summary>
/// How an image is brought to another size. The name is part of a metric's protocol: each gives other numbers.
/// </summary>
public enum Resize
{
    /// <summary>
    /// Bicubic (a = -1/2), antialiased, in float a channel, cut off at 0 and 255: Pillow's on mode F, as clean-fid uses
    /// it (Parmar, Zhang, Zhu 2022, arXiv:2104.11222).
    /// </summary>
    Clean,

    /// <summary>
    /// Bilinear between pixel centres, without antialiasing: PyTorch's
    /// <c>interpolate(mode="bilinear", align_corners=False)</c>, as pytorch-fid uses it.
    /// </summary>
    LegacyPytorch,

    /// <summary>
    /// Bilinear, antialiased: PyTorch's <c>interpolate(mode="bilinear", antialias=True)</c>, which torchmetrics uses
    /// since 2025.
    /// </summary>
    TorchAntialias,

    /// <summary>
    /// Bilinear between pixel corners, without antialiasing: TensorFlow 1's <c>resize_bilinear</c>, as the FID of
    /// Heusel et al. 2017 uses it.
    /// </summary>
    LegacyTensorflow,

    /// <summary>
    /// Bicubic (a = -1/2), antialiased, on bytes: Pillow's on mode RGB, in whole numbers, rounded after each of its two
    /// passes, as torchvision, dgm-eval and CMMD use it.
    /// </summary>
    PillowBicubic,

    /// <summary>Bilinear, antialiased, on bytes: Pillow's, likewise.</summary>
    PillowBilinear,
}
