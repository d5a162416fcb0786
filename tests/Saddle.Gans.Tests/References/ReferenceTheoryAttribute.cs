using Saddle.Gans.Tests.States;

namespace Saddle.Gans.Tests.References;

/// <summary>A test with data on PyTorch's own files in the folder that SADDLE_REFERENCES names.</summary>
public sealed class ReferenceTheoryAttribute : TheoryAttribute
{
    public ReferenceTheoryAttribute() => Skip = new ReferenceFactAttribute().Skip;
}
