namespace Saddle.Data;

/// <summary>
/// Images whose content something shorter decides, such as the weights of the network that makes them.
/// </summary>
public interface IFingerprinted
{
    /// <summary>A text that is the same only where all images are.</summary>
    string Fingerprint { get; }
}
