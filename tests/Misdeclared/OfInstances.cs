using Saddle.Catalog;

namespace Misdeclared;

/// <summary>Mistakes that only show in one that is made with its defaults.</summary>
public static class OfInstances
{
    [Entry("constructor-fails", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record ConstructorFails([Parameter("how many")] int Count = 0) : Shape
    {
        public int Share { get; } = 100 / Count;
    }

    [Entry("validate-fails", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record ValidateFails(
        [Parameter("the lower end")] double Low = 1,
        [Parameter("the upper end")] double High = 0) : Shape, IValidated
    {
        public void Validate()
        {
            if (Low > High)
            {
                throw new SettingsException($"low={Low}: expected at most high={High}");
            }
        }
    }

    [Entry("getter-fails", Texts.Summary, Texts.Equations, Texts.Source)]
    public sealed record GetterFails : Shape
    {
        [Parameter("the strength")]
        public double Gamma
        {
            get => throw new NotSupportedException("no strength");
            init => Given = value;
        }

        public double Given { get; private init; }
    }
}
