namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// Pictures over a line: how many of the start's coordinates can be moved along it, what stays, and for each run one a
/// recorded state.
/// </summary>
internal sealed record SceneInfo(
    IReadOnlyList<double> Grid,
    int Movable,
    PictureInfo Target,
    IReadOnlyList<IReadOnlyList<PictureInfo>> Frames);
