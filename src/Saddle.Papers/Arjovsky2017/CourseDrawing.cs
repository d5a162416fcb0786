using Saddle.Figures;
using Saddle.Gans.Probes;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>How the training of fresh discriminators is drawn.</summary>
internal static class CourseDrawing
{
    /// <summary>The horizontal axis of all such figures.</summary>
    public static Axis Iterations { get; } = new("iterations of the discriminator", Log: true);

    /// <summary>The vertical axis of the accuracy.</summary>
    public static Axis Told { get; } = new("share of samples told", Low: 0.4, High: 1);

    /// <summary>The vertical axis of theorem 2.4's distance.</summary>
    public static Axis Distance { get; } = new("largest |D - D*| + |grad D|", Log: true);

    /// <summary>The vertical axis of the norm of a gradient.</summary>
    public static Axis Norm { get; } = new("norm", Log: true);

    /// <summary>The median over runs, look by look.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="courses">The runs.</param>
    /// <param name="value">What is looked at.</param>
    public static Line Median(
        string name,
        DiscriminatorCourses courses,
        Func<FreshDiscriminator, double> value)
    {
        var looks = courses.Runs[0];
        return new(
            name,
            looks.Select(p => Math.Max(1.0, p.Iteration)).Gaps(),
            looks.Select((_, i) => courses.Runs.Select(r => value(r[i])).Median()).Gaps());
    }
}
