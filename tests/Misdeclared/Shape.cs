using Saddle.Catalog;

namespace Misdeclared;

/// <summary>A family whose entries need nothing.</summary>
[Family]
public abstract record Shape;
