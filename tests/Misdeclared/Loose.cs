using Saddle.Catalog;

namespace Misdeclared;

/// <summary>A family that is not of records.</summary>
[Family]
public abstract class Loose;
