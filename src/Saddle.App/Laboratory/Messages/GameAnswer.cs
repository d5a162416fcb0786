namespace Saddle.App.Laboratory.Messages;

/// <summary>A game as it was played.</summary>
/// <param name="Start">The start.</param>
/// <param name="Equilibrium">The equilibrium.</param>
/// <param name="Warning">What is wrong with the start.</param>
/// <param name="Plane">The field, of a game in the plane.</param>
/// <param name="Scene">The pictures, of a game that has them.</param>
/// <param name="Surface">The surfaces, of a game that has them.</param>
/// <param name="Runs">What became of it under each rule.</param>
internal sealed record GameAnswer(
    IReadOnlyList<double> Start,
    IReadOnlyList<double?> Equilibrium,
    string? Warning,
    PlaneInfo? Plane,
    SceneInfo? Scene,
    SurfaceInfo? Surface,
    IReadOnlyList<RunInfo> Runs);
