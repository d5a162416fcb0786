using System.Runtime.CompilerServices;

namespace Saddle.Catalog;

/// <summary>Every mistake that a declaration can have, as it is told to the one who made it.</summary>
internal static class Mistakes
{
    // ---------------------------------------------------------------- the assembly

    public static Mistake AssemblyUnreadable(string reason) => New(
        $"cannot be loaded ({reason.Trim()})",
        "build it for this version of Saddle and of .NET, or give it a name that does not begin with Saddle");

    public static Mistake TypesUnreadable(string reason) => New(
        $"some of its types cannot be loaded ({reason.Trim()})",
        "build it against this version of Saddle, and put the assemblies that it needs beside it");

    public static Mistake TypeUnreadable(string reason) => New(
        $"cannot be read ({reason.Trim()})",
        "build it against this version of Saddle, and put the assemblies that it needs beside it");

    // ---------------------------------------------------------------- the type

    public static Mistake NoFamily() => New(
        "has [Entry] but belongs to no family",
        "derive it from the family's base type, such as Game or Rule (a new base type is marked with [Family])");

    public static Mistake NoEntry(Type family) => New(
        $"is a {family.Name} without [Entry], so no catalogue lists it",
        "mark it with [Entry(\"name\", \"summary\", \"equations\", \"source\")], or make it internal");

    public static Mistake Abstract() => New(
        "is abstract, but an entry is something that can be made",
        "declare it 'public sealed record', or move [Entry] to the records that derive from it");

    public static Mistake NotSealed() => New("is not sealed", "declare it 'public sealed record'");

    public static Mistake NotRecord() => New(
        "is not a record, so no copy with one setting changed can be made of it",
        "declare it 'public sealed record' instead of 'class'");

    public static Mistake Generic() => New(
        "has type parameters, and nobody would say what they are",
        "remove them, or mark one sealed record for each type with [Entry]");

    public static Mistake NoConstructor() => New(
        "has no public constructor",
        "declare the settings in the record's own parentheses: record Name([Parameter(\"...\")] double Gamma = 1)");

    public static Mistake SeveralConstructors(int count) => New(
        $"has {count} public constructors, so it is open which one declares the settings",
        "keep one, and make the others static methods");

    // ---------------------------------------------------------------- what [Entry] says

    public static Mistake BadName(string name, string form) => New(
        $"is called '{name}', which has not the form of {form}",
        "use words of lower-case letters and digits, joined by hyphens"
            + (form.Contains('/', StringComparison.Ordinal) ? ", on both sides of one slash" : string.Empty));

    public static Mistake NameTaken(string name, Type by) => New(
        $"is called '{name}', as is {by.FullName} of {by.Assembly.GetName().Name}.dll",
        "give it another name");

    public static Mistake Empty(string what) => New($"has no {what} in [Entry]", $"write its {what}");

    public static Mistake SeveralLines(string what) => New(
        $"has a {what} of several lines in [Entry]",
        "write it in one line");

    // ---------------------------------------------------------------- a setting

    public static Mistake NoParameter() => New(
        "has no [Parameter]",
        "write [Parameter(\"what it means, in one line\")] before it");

    public static Mistake ParameterOnProperty() => New(
        "has its [Parameter] on the property",
        "write [Parameter(...)] instead of [property: Parameter(...)]");

    public static Mistake HiddenProperty(string how) => New(
        $"has [Parameter] but is {how}",
        "make it a public property of the instance");

    public static Mistake UnsupportedType(string type) => New(
        $"is of type {type}, which no setting can have",
        $"use one of these: {string.Join(", ", Kinds.All.Select(kind => kind.Written))}");

    public static Mistake NoDefault() => New(
        "has no default",
        "write one behind it, such as = 1; for a list, [Parameter(..., Default = \"1,2\")]");

    public static Mistake NullDefault() => New(
        "has the default null, which cannot be typed",
        "write = \"\" for a text, = [] for a property, and [Parameter(..., Default = \"\")] for a list");

    public static Mistake DefaultRefused(string reason) => New(
        $"has a default that is refused ({reason})",
        "change the default, or what [Parameter] allows");

    public static Mistake TwoDefaults(string first, string second) => New(
        $"has two defaults, {first} in [Parameter] and {second} behind it",
        "keep one; for a list, write = null and keep that in [Parameter]");

    public static Mistake DefaultOnProperty() => New(
        "is a property with Default in [Parameter], which is for parameters of the constructor",
        "write the default behind the property: { get; init; } = ...");

    public static Mistake NotKept(string made, string held) => New(
        $"is {held} when it is made with {made}",
        "let the property hold the parameter's value as it is");

    public static Mistake MinAboveMax() => New("has no value between its Min and its Max", "let Min be at most Max");

    public static Mistake UselessRange(string type) => New(
        $"has Min or Max, which mean nothing for the type {type}",
        "remove them");

    public static Mistake UselessLength(string type) => New(
        $"has a Length, which means nothing for the type {type}",
        "remove it; only lists have one");

    public static Mistake UselessPath(string type) => New(
        $"has IsPath, which means nothing for the type {type}",
        "remove it; only texts are paths");

    public static Mistake UselessWithout(string word, string type) => New(
        $"has Without = \"{word}\", which is no word of the type {type}",
        "name a word of its enumeration with nameof, or remove it");

    public static Mistake NegativeLength() => New("has a negative Length", "write 0 for lists of any length");

    public static Mistake EmptyDoc() => New(
        "has an empty text in [Parameter]",
        "say what it means, in one line");

    public static Mistake BadSettingName(string name) => New(
        $"would be the setting '{name}', which has other signs than lower-case letters, digits and hyphens",
        "use letters of the English alphabet and digits, such as GammaRate for gamma-rate");

    public static Mistake SettingTaken(string name) => New(
        $"is the setting '{name}' a second time",
        "give it another name, or remove one of the two (a setting may be inherited)");

    public static Mistake NoProperty() => New(
        "has no public property of its name",
        "declare it in the record's own parentheses: record Name([Parameter(\"...\")] double Gamma = 1)");

    public static Mistake OtherProperty(string type, string property) => New(
        $"is of type {type}, but the property of its name is of type {property}",
        "give both the same type");

    public static Mistake NotSettable() => New(
        "is a property that cannot be set",
        "write { get; init; } for it");

    // ---------------------------------------------------------------- a shorthand

    public static Mistake ShorthandUnknown(string name, string setting) => New(
        $"has a shorthand '{name}' for '{setting}', which is no setting of it",
        "name settings as they are typed, such as eta-g");

    public static Mistake ShorthandTaken(string name) => New(
        $"has a shorthand '{name}', which is a setting too",
        "give one of the two another name (both may be inherited)");

    public static Mistake ShorthandName(string name) => New(
        $"has a shorthand '{name}', which has other signs than lower-case letters, digits and hyphens",
        "use words of lower-case letters and digits, joined by hyphens");

    public static Mistake ShorthandEmpty(string name) => New(
        $"has a shorthand '{name}' for nothing",
        "name the settings that it sets, or remove it");

    public static Mistake ShorthandMixed(string name) => New(
        $"has a shorthand '{name}' for settings of several kinds",
        "let it set settings of one kind");

    // ---------------------------------------------------------------- one that is made with its defaults

    public static Mistake ConstructorFails(Exception failure) => New(
        $"cannot be made with its defaults ({Told(failure)})",
        "change the defaults or the constructor, so that no settings need be given");

    public static Mistake ValidateFails(Exception failure) => New(
        $"does not accept its own defaults in Validate() ({Told(failure)})",
        "change the defaults or the check, so that no settings need be given");

    public static Mistake CheckFails(Exception failure, string? member) => New(
        $"has a member that fails with the defaults{(member is null ? null : $", {member}")} ({Told(failure)})",
        "let its members work when no settings are given");

    private static string Told(Exception failure)
    {
        var cause = Failures.CauseOf(failure);
        return cause is SettingsException ? cause.Message : $"{cause.GetType().Name}: {cause.Message.Trim()}";
    }

    private static Mistake New(string wrong, string remedy, [CallerMemberName] string kind = "") =>
        new(wrong, remedy) { Kind = kind };
}
