namespace Saddle.App.Laboratory.Messages;

/// <summary>One draw.</summary>
/// <param name="Png">A PNG file, as base64.</param>
/// <param name="Shown">What can be read off it; null where nothing can.</param>
/// <param name="Agrees">Whether it is what was asked for; null where that cannot be read.</param>
internal sealed record PaintedInfo(string Png, string? Shown, bool? Agrees);
