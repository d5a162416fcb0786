namespace Saddle.Data.Families;

/// <summary>What a procedural image shows.</summary>
/// <param name="Shape">The class: disc, square, triangle or cross.</param>
/// <param name="Radius">The shape's radius over the image's side.</param>
/// <param name="X">The centre's column over the image's side.</param>
/// <param name="Y">The centre's row over the image's side.</param>
/// <param name="Angle">The rotation in radians, clockwise; within one turn over the shape's symmetry.</param>
/// <param name="Hue">The hue, from 0 to 1; of a grey image the brightness, from 1/2 to 1.</param>
public sealed record ShapeFactors(int Shape, double Radius, double X, double Y, double Angle, double Hue);
