namespace Saddle.Figures;

/// <summary>How a line is drawn.</summary>
public enum Stroke
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>In dashes.</summary>
    Dash,

    /// <summary>In dots.</summary>
    Dot,
}
