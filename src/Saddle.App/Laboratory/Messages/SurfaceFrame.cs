namespace Saddle.App.Laboratory.Messages;

/// <summary>The discriminator on the grid, row by row from below, and the generated points.</summary>
internal sealed record SurfaceFrame(IReadOnlyList<double?> Values, IReadOnlyList<double?> Points);
