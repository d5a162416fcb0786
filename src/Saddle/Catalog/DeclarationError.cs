using System.Text;

namespace Saddle.Catalog;

/// <summary>A mistake in what an assembly declares: an entry with one is left out of its catalogue.</summary>
/// <param name="Assembly">The assembly's file name.</param>
/// <param name="Type">The type; null where the assembly itself cannot be read.</param>
/// <param name="Parameter">The parameter or property, as the type spells it; null where it is not about one.</param>
/// <param name="Mistake">What is wrong, and how to mend it.</param>
public sealed record DeclarationError(string Assembly, string? Type, string? Parameter, Mistake Mistake)
{
    /// <summary>Everything in one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Assembly);
        if (Type is not null)
        {
            text.Append(", ").Append(Type);
        }

        if (Parameter is not null)
        {
            text.Append(", parameter ").Append(Parameter);
        }

        return text.Append(": ").Append(Mistake).ToString();
    }
}
