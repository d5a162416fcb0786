namespace Saddle.Metrics.Extractors.Perceptual;

/// <summary>The network whose maps LPIPS compares.</summary>
public enum Backbone
{
    /// <summary>AlexNet, the package's own choice for comparing.</summary>
    Alex,

    /// <summary>VGG16.</summary>
    Vgg,
}
