namespace Saddle.Papers.Arjovsky2017;

/// <summary>Fresh discriminators between supports that are apart, and between supports that cross once.</summary>
/// <param name="Apart">Those between supports apart.</param>
/// <param name="Crossing">Those between supports that cross.</param>
public sealed record SupportCourses(DiscriminatorCourses Apart, DiscriminatorCourses Crossing)
{
    /// <summary>Trains both.</summary>
    /// <param name="setting">How thoroughly, and with which seed.</param>
    internal static SupportCourses Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(SegmentDiscriminators.Disjoint(setting), SegmentDiscriminators.Crossing(setting));
    }
}
