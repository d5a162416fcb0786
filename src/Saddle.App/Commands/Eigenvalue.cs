namespace Saddle.App.Commands;

/// <summary>An eigenvalue, by its real and its imaginary part.</summary>
internal sealed record Eigenvalue(double Re, double Im);
