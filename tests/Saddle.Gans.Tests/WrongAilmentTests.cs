using Saddle.Gans.Doctor;
using Saddle.Gans.Probes;

namespace Saddle.Gans.Tests;

/// <summary>Ailments and probes whose code is wrong: each is told, and takes no other down.</summary>
public sealed class WrongAilmentTests
{
    [Theory]
    [InlineData("throws", "KeyNotFoundException in Examine: ")]
    [InlineData("other", "its diagnosis is called 'told'; call it 'other', as the ailment")]
    [InlineData("twice", "the figure 'a' is given twice; give each a name of its own")]
    public void An_ailment_that_fails_is_told_and_the_others_are_asked(string name, string why)
    {
        var run = new CaseHistory(
            new Dictionary<string, IReadOnlyList<(long, double)>>(StringComparer.Ordinal), "it stopped");
        var examination = Examination.Of(run, [("told", new Told()), (name, new Wrong(name))]);
        Assert.Equal("told", examination.Diagnosis.Name);
        Assert.StartsWith($"{name}: its code failed (", Assert.Single(examination.Unasked), StringComparison.Ordinal);
        Assert.Contains(why, examination.Unasked[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_of_a_probe_is_named_once() => Assert.Contains(
        "the figure 'gap' is given twice",
        Assert.Throws<InvalidOperationException>(() => new ProbeResult("wide", [("gap", 1), ("gap", 2)])).Message,
        StringComparison.Ordinal);

    private sealed record Told : Ailment
    {
        public override int Place => 20;

        public override Diagnosis Examine(CaseHistory run) => new("told", "it is so", [("a", 1)], []);
    }

    private sealed record Wrong(string Name) : Ailment
    {
        public override int Place => 10;

        public override Diagnosis Examine(CaseHistory run) => Name switch
        {
            "throws" => new(Name, "it is so", [("a", run.Series["loss/nobody"][0].Value)], []),
            "other" => new("told", "it is so", [("a", 1)], []),
            _ => new(Name, "it is so", [("a", 1), ("a", 2)], []),
        };
    }
}
