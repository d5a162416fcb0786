namespace Saddle.Papers.Arjovsky2017;

/// <summary>An ellipse around the origin, to be moved, and a curve given by a function that is 0 on it.</summary>
/// <param name="Width">Half the ellipse's width.</param>
/// <param name="Height">Half its height.</param>
/// <param name="Other">The function of the other curve, and its slope.</param>
internal sealed record CurveMeeting(
    double Width,
    double Height,
    Func<double, double, (double Value, double ByX, double ByY)> Other)
{
    /// <summary>The number of arcs that the ellipse is divided into to find the function's extremes along it.</summary>
    public const int Arcs = 360;

    /// <summary>The sines of the angles at all meetings, the ellipse moved.</summary>
    /// <param name="x">The ellipse's middle.</param>
    /// <param name="y">The ellipse's middle.</param>
    public IEnumerable<double> Sines(double x, double y)
    {
        var stops = Extremes(x, y);
        for (var i = 0; i < stops.Count; i++)
        {
            var (from, to) = (stops[i], i + 1 < stops.Count ? stops[i + 1] : stops[0] + (2 * Math.PI));
            if (At(from, x, y).Value > 0 != At(to, x, y).Value > 0)
            {
                yield return At(Bisect(t => At(t, x, y).Value, from, to), x, y).Sine;
            }
        }
    }

    // Between two of them the function is monotone along the ellipse: no two meetings are missed, however close.
    private List<double> Extremes(double x, double y)
    {
        var stops = new List<double>();
        for (var i = 0; i < Arcs; i++)
        {
            var (from, to) = (2 * Math.PI * i / Arcs, 2 * Math.PI * (i + 1) / Arcs);
            if (At(from, x, y).Slope > 0 != At(to, x, y).Slope > 0)
            {
                stops.Add(Bisect(t => At(t, x, y).Slope, from, to));
            }
        }

        return stops;
    }

    private (double Value, double Slope, double Sine) At(double t, double x, double y)
    {
        var (sin, cos) = Math.SinCos(t);
        var (value, byX, byY) = Other(x + (Width * cos), y + (Height * sin));
        var (alongX, alongY) = (-Width * sin, Height * cos);
        var slope = (byX * alongX) + (byY * alongY);
        var lengths = ((byX * byX) + (byY * byY)) * ((alongX * alongX) + (alongY * alongY));
        return (value, slope, Math.Abs(slope) / Math.Sqrt(lengths));
    }

    private static double Bisect(Func<double, double> function, double low, double high)
    {
        var positive = function(low) > 0;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = function(middle) > 0 == positive ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
