namespace Saddle.App.Laboratory.Messages;

/// <summary>One draw.</summary>
/// <param name="Png">A PNG file, as base64.</param>
/// <param name="Colourfulness">Of Hasler and Suesstrunk: 0 none, 109 extreme.</param>
/// <param name="HueEntropy">The entropy of its hues, 0 to 1; null where it is grey.</param>
/// <param name="Clipped">The share of its pixels that sRGB has not.</param>
internal sealed record ColouredInfo(string Png, double Colourfulness, double? HueEntropy, double Clipped);
