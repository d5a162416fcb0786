using Saddle.Data.Colours;

namespace Saddle.Data;

/// <summary>Pictures whose colours are known before they are rounded to bytes.</summary>
internal interface ILabImages : IImages
{
    /// <summary>A picture's colours in CIELAB, row by row from the top.</summary>
    /// <param name="index">The picture's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    LabColour[] ReadColours(long index);
}
