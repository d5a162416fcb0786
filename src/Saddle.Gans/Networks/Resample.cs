namespace Saddle.Gans.Networks;

/// <summary>What a residual block does to the side of an image.</summary>
internal enum Resample
{
    None,
    Up,
    Down,
}
