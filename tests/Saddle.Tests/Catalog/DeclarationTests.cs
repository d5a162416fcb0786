using System.Reflection;
using Misdeclared;
using Saddle.Catalog;
using Saddle.Games;

namespace Saddle.Tests.Catalog;

/// <summary>Every mistake that can be made in declaring an entry, and what its maker is told.</summary>
public sealed class DeclarationTests
{
    private static readonly Type[] Wrong = [.. typeof(Shape).Assembly.GetTypes().Where(IsEntry), typeof(Unmarked)];

    [Fact]
    public void Every_mistake_is_told_with_its_place_and_its_remedy()
    {
        var errors = Declarations.Check(Wrong);
        Assert.All(errors, error => Assert.Equal("Misdeclared.dll", error.Assembly));
        Assert.Equal(ToldMistakes.All, string.Join('\n', errors.Select(Block).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void There_is_a_type_for_every_mistake_that_a_type_can_have()
    {
        string[] ofAssemblies =
            [nameof(Mistakes.AssemblyUnreadable), nameof(Mistakes.TypesUnreadable), nameof(Mistakes.TypeUnreadable)];
        var all = typeof(Mistakes).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name);
        Assert.Equal(
            all.Except(ofAssemblies, StringComparer.Ordinal).Order(StringComparer.Ordinal),
            Declarations.Check(Wrong)
                .Select(error => error.Mistake.Kind)
                .Where(kind => kind.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_mistake_is_told_in_one_line()
    {
        var error = Assert.Single(Declarations.Check([typeof(OfSettings.NoParameter)]));
        Assert.Equal(
            "Misdeclared.dll, Misdeclared.OfSettings+NoParameter, parameter Gamma: has no [Parameter]; "
                + "write [Parameter(\"what it means, in one line\")] before it",
            error.ToString());
        Assert.All(Declarations.Check(Wrong), e => Assert.DoesNotContain('\n', e.ToString()));
    }

    [Fact]
    public void An_entry_with_a_mistake_takes_no_other_down()
    {
        var table = Table<Shape>(Wrong);
        Assert.Equal(["taken"], table.Entries.Select(entry => entry.Name), StringComparer.Ordinal);
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        Assert.IsType<OfEntries.First>(table.Get("taken").Create(none));

        var games = Table<Game>([.. Wrong, typeof(Bilinear), typeof(DiracGan)]);
        Assert.Equal(["bilinear", "dirac-gan"], games.Entries.Select(entry => entry.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Who_asks_for_an_entry_with_mistakes_is_told_all_of_them()
    {
        var message = Assert.Throws<SettingsException>(() => Table<Shape>(Wrong).Get("Many Mistakes")).Message;
        const string First = "'Many Mistakes' cannot be used, because it is declared wrongly: ";
        Assert.StartsWith(First, message, StringComparison.Ordinal);
        Assert.All(
            Declarations.Check([typeof(OfSettings.Many)]),
            error => Assert.Contains($"{error}", message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void What_no_entry_made_is_told_why()
    {
        var table = Table<Shape>(Wrong);
        Assert.Contains(
            "NoParameter, parameter Gamma: has no [Parameter]",
            Assert.Throws<InvalidOperationException>(() => table.EntryOf(new OfSettings.NoParameter())).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Misdeclared.Unmarked is no entry of a catalogue",
            Assert.Throws<InvalidOperationException>(() => Table<Shape>([]).EntryOf(new Unmarked())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_familys_own_assembly_has_the_first_right_to_a_name()
    {
        var errors = Declarations.Check([typeof(OfGames.TakenByBilinear), typeof(Bilinear)]);
        Assert.Equal("Misdeclared.OfGames+TakenByBilinear", Assert.Single(errors).Type);
    }

    [Fact]
    public void What_a_family_looks_for_itself_is_told_when_all_are_asked_for_or_the_one()
    {
        var told = new List<DeclarationError>();
        var table = new EntryTable<Game>([typeof(OfGames.ShortEquilibrium), typeof(Bilinear)], told.AddRange);
        Assert.Equal("bilinear", table.Get("bilinear").Name);
        Assert.Empty(told);
        Assert.Contains(
            "Equilibrium() of 1 coordinates",
            Assert.Throws<SettingsException>(() => table.Get("short-equilibrium")).Message,
            StringComparison.Ordinal);
        Assert.Equal("bilinear", Assert.Single(table.Entries).Name);
        Assert.Single(table.Entries);
        Assert.Equal("Misdeclared.OfGames+ShortEquilibrium", Assert.Single(told).Type);
    }

    private static EntryTable<TBase> Table<TBase>(IEnumerable<Type> types)
        where TBase : class => new(types, _ => { });

    private static bool IsEntry(Type type) => type.IsDefined(typeof(EntryAttribute), inherit: false);

    private static string Block(DeclarationError error)
    {
        var place = error.Parameter is null ? error.Type! : $"{error.Type}, {error.Parameter}";
        return $"{place["Misdeclared.".Length..]}\n    {error.Mistake.Wrong}\n    {error.Mistake.Remedy}";
    }
}
