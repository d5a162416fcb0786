using Saddle.Catalog;

namespace Saddle.Tests.Catalog;

/// <summary>What the maker of an entry is told of what its code throws at work.</summary>
public sealed class FailuresTests
{
    [Fact]
    public void A_failure_is_told_in_one_line_with_the_member_that_it_came_through()
    {
        Assert.Equal("FormatException in Read: two lines", Told(() => Clumsy.Read("two\nlines")));
        Assert.Equal(
            "DivideByZeroException in Share: Attempted to divide by zero.", Told(() => _ = new Clumsy(0).Share));
        Assert.StartsWith("FormatException in Late: ", Told(() => Clumsy.Late()), StringComparison.Ordinal);
        Assert.Equal("InvalidCastException: no", Told(() => throw new InvalidCastException("no")));
    }

    [Fact]
    public void The_cause_is_told_where_several_computed_or_a_static_field_was_set()
    {
        Assert.Equal("FormatException in Read: x", Told(() => Parallel.For(0, 1, _ => Clumsy.Read("x"))));
        Assert.Equal("FormatException: y", Failures.Tell(
            new TypeInitializationException("Clumsy", new FormatException("y")), typeof(Clumsy)));
    }

    [Fact]
    public void What_the_input_or_the_machine_is_to_blame_for_is_not_of_the_code()
    {
        int[] none = [];
        Exception[] code =
        [
            new InvalidOperationException(), new OverflowException(), new DivideByZeroException(),
            new InvalidCastException(), new KeyNotFoundException(), new NotImplementedException(),
            Assert.Throws<ArgumentNullException>(() => string.Join(",", (string[])null!)),
            Assert.Throws<IndexOutOfRangeException>(() => none[none.Length]),
            new AggregateException(new InvalidCastException()),
        ];
        Assert.All(code, failure => Assert.True(Failures.IsDefect(failure), failure.GetType().Name));
        Exception[] others =
        [
            new SettingsException("x"), new MissingComponentException("x"), new IOException(),
            new OperationCanceledException(), new InsufficientMemoryException(), new UnauthorizedAccessException(),
            new NotSupportedException(), new AggregateException(new OperationCanceledException()),
        ];
        Assert.All(others, failure => Assert.False(Failures.IsDefect(failure), failure.GetType().Name));
    }

    [Fact]
    public void Each_name_is_given_once()
    {
        (string, int)[] items = [("a", 1), ("b", 1)];
        Assert.Same(items, Names.Distinct(items, "setting"));
        Assert.Equal(
            "the setting 'b' is given twice; give each a name of its own",
            Assert.Throws<InvalidOperationException>(
                () => Names.Distinct([("a", 1), ("b", 1), ("b", 2)], "setting")).Message);
    }

    private static string Told(Action action) => Failures.Tell(Assert.ThrowsAny<Exception>(action), typeof(Clumsy));

    private sealed record Clumsy(int Count)
    {
        public int Share => 100 / Count;

        public static void Read(string text) => throw new FormatException(text);

        public static void Late() => ((Action)(() => throw new FormatException("later")))();
    }
}
