using System.Diagnostics;
using System.Reflection;

namespace Saddle.Catalog;

/// <summary>What somebody's entry threw at work, as its maker is told it.</summary>
public static class Failures
{
    /// <summary>Whether the entry's code is to blame, and not its input or the machine.</summary>
    /// <param name="failure">What was thrown.</param>
    public static bool IsDefect(Exception failure) => CauseOf(failure) is
        InvalidOperationException or ArgumentException or ArithmeticException or InvalidCastException
            or IndexOutOfRangeException or KeyNotFoundException or NullReferenceException or NotImplementedException;

    /// <summary>In one line: the kind of failure, the entry's member that was asked, and the message.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="type">The entry's type.</param>
    public static string Tell(Exception failure, Type type)
    {
        var (cause, member) = (CauseOf(failure), MemberOf(failure, type));
        var where = member is null ? string.Empty : $" in {member}";
        return $"{cause.GetType().Name}{where}: {cause.Message.Trim()}".ReplaceLineEndings(" ");
    }

    /// <summary>
    /// Whose code failed, and how, in one line; null where no entry of a catalogue was at work. What an entry calls in
    /// turn is that entry's, unless it is another one.
    /// </summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="said">What it says.</param>
    public static string? Blame(Exception failure, string said)
    {
        var entry = new StackTrace(CauseOf(failure)).GetFrames()
            .Select(frame => EntryAround(frame.GetMethod()?.DeclaringType))
            .FirstOrDefault(type => type is not null);
        return entry is null || Families.Find(entry) is not { } family
            ? null
            : $"{Families.Word(family)} {entry.GetCustomAttribute<EntryAttribute>()!.Name}: its code failed "
                + $"({CauseOf(failure).GetType().Name} in {MemberOf(failure, entry)}: {said})";
    }

    private static Type? EntryAround(Type? at) =>
        at is null || at.IsDefined(typeof(EntryAttribute), inherit: false) ? at : EntryAround(at.DeclaringType);

    /// <summary>What lies within, where several computed at once, or a static field was being set.</summary>
    /// <param name="failure">What was thrown.</param>
    internal static Exception CauseOf(Exception failure) =>
        failure is AggregateException or TypeInitializationException && failure.InnerException is { } inner
            ? CauseOf(inner)
            : failure;

    /// <summary>
    /// The member that was asked, not what it called in turn: the outermost one of the entry's own; null where none is.
    /// </summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="type">The entry's type.</param>
    internal static string? MemberOf(Exception failure, Type type) => new StackTrace(CauseOf(failure)).GetFrames()
        .Select(frame => frame.GetMethod())
        .LastOrDefault(method => Belongs(method?.DeclaringType, type)) is { } member
            ? Plain(member.Name)
            : null;

    // What the compiler makes of lambdas is nested in the type.
    private static bool Belongs(Type? at, Type type) =>
        at is not null && (at == type || Belongs(at.DeclaringType, type));

    // get_Place, .ctor and <Report>b__0 are the compiler's words.
    private static string Plain(string name) => name switch
    {
        ".ctor" or ".cctor" => "its constructor",
        ['<', .. var rest] => rest.Split('>')[0],
        _ when name.StartsWith("get_", StringComparison.Ordinal) => name[4..],
        _ => name[(name.LastIndexOf('.') + 1)..],
    };
}
