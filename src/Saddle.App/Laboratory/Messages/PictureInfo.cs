using Saddle.Games;

namespace Saddle.App.Laboratory.Messages;

/// <summary>A picture over a line.</summary>
internal sealed record PictureInfo(
    IReadOnlyList<CurveInfo> Curves,
    IReadOnlyList<IReadOnlyList<double?>> Intervals,
    IReadOnlyList<PointInfo> Points)
{
    /// <summary>A picture for a page.</summary>
    public static PictureInfo Of(Picture picture) => new(
        [.. picture.Curves.Select(c => new CurveInfo(c.Name, [.. c.Values.Select(Server.Drawn)]))],
        [.. picture.Intervals.Select(i => (IReadOnlyList<double?>)[Server.Drawn(i.Low), Server.Drawn(i.High)])],
        [.. picture.Points.Where(p => double.IsFinite(p.At)).Select(p => new PointInfo(p.At, p.Mass))]);
}
