namespace Saddle.Data.Families;

/// <summary>What lies around a drawn shape.</summary>
public enum ShapeGround
{
    /// <summary>Black.</summary>
    Black,

    /// <summary>A grey that nothing is said of, another in each image.</summary>
    Grey,
}
