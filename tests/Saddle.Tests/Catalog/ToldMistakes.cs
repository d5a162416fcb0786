namespace Saddle.Tests.Catalog;

/// <summary>What the makers of the entries in Misdeclared are told.</summary>
internal static class ToldMistakes
{
    /// <summary>In the order of places: a place, what is wrong there, and how to mend it.</summary>
    public const string All = """
        OfEntries+LongSummary
            has a summary of several lines in [Entry]
            write it in one line
        OfEntries+NoEquations
            has no equations in [Entry]
            write its equations
        OfEntries+NoName
            is called '', which has not the form of two-gaussians
            use words of lower-case letters and digits, joined by hyphens
        OfEntries+NoPaper
            is called 'square-holds', which has not the form of paper/id
            use words of lower-case letters and digits, joined by hyphens, on both sides of one slash
        OfEntries+NoSource
            has no source in [Entry]
            write its source
        OfEntries+NoSummary
            has no summary in [Entry]
            write its summary
        OfEntries+OddName
            is called 'Big_Square', which has not the form of two-gaussians
            use words of lower-case letters and digits, joined by hyphens
        OfEntries+PaperWhereNoneIs
            is called 'smith2020/square', which has not the form of two-gaussians
            use words of lower-case letters and digits, joined by hyphens
        OfEntries+Second
            is called 'taken', as is Misdeclared.OfEntries+First of Misdeclared.dll
            give it another name
        OfGames+FewNames
            has 1 CoordinateNames for 2 coordinates
            name every coordinate, the generator's first
        OfGames+InfiniteEquilibrium
            has an Equilibrium() that is not finite
            return a state in which both players are at rest
        OfGames+NoEquilibrium
            has a member that fails with the defaults, Equilibrium (NotSupportedException: later)
            let its members work when no settings are given
        OfGames+NoSuccess
            has no SuccessRules
            return at least one, or do not override it
        OfGames+OnePlayer
            has 1 generator and 0 discriminator coordinates
            give each player at least one
        OfGames+ShortEquilibrium
            has an Equilibrium() of 1 coordinates, but GeneratorSize + DiscriminatorSize is 2
            return the generator's coordinates, then the discriminator's
        OfGames+UpsideDownStart
            has a StartRange(0) from 1 to -1
            return the lower end first
        OfInstances+ConstructorFails
            cannot be made with its defaults (DivideByZeroException: Attempted to divide by zero.)
            change the defaults or the constructor, so that no settings need be given
        OfInstances+GetterFails
            has a member that fails with the defaults, Gamma (NotSupportedException: no strength)
            let its members work when no settings are given
        OfInstances+ValidateFails
            does not accept its own defaults in Validate() (low=1: expected at most high=0)
            change the defaults or the check, so that no settings need be given
        OfSettings+DefaultOnProperty, Gamma
            is a property with Default in [Parameter], which is for parameters of the constructor
            write the default behind the property: { get; init; } = ...
        OfSettings+EmptyDoc, Gamma
            has an empty text in [Parameter]
            say what it means, in one line
        OfSettings+Float, Gamma
            is of type float, which no setting can have
            use one of these: double, int, bool, double[], Schedule, string, an enum
        OfSettings+InheritedTwice, Tint
            is the setting 'tint' a second time
            give it another name, or remove one of the two (a setting may be inherited)
        OfSettings+Integers, Counts
            is of type int[], which no setting can have
            use one of these: double, int, bool, double[], Schedule, string, an enum
        OfSettings+LeftOut, Colour
            has a default that is refused ('red' is not a value of colour; there are: green)
            change the default, or what [Parameter] allows
        OfSettings+Long, Count
            is of type long, which no setting can have
            use one of these: double, int, bool, double[], Schedule, string, an enum
        OfSettings+Many
            has no summary in [Entry]
            write its summary
        OfSettings+Many
            is called 'Many Mistakes', which has not the form of two-gaussians
            use words of lower-case letters and digits, joined by hyphens
        OfSettings+Many, First
            has no [Parameter]
            write [Parameter("what it means, in one line")] before it
        OfSettings+Many, First
            has no default
            write one behind it, such as = 1; for a list, [Parameter(..., Default = "1,2")]
        OfSettings+Many, Second
            is of type long, which no setting can have
            use one of these: double, int, bool, double[], Schedule, string, an enum
        OfSettings+Many, Third
            has a default that is refused (third=-1: expected a number of at least 0)
            change the default, or what [Parameter] allows
        OfSettings+Many, Third
            has an empty text in [Parameter]
            say what it means, in one line
        OfSettings+MinAboveMax, Share
            has no value between its Min and its Max
            let Min be at most Max
        OfSettings+NegativeLength, Points
            has a negative Length
            write 0 for lists of any length
        OfSettings+NoDefault, Gamma
            has no default
            write one behind it, such as = 1; for a list, [Parameter(..., Default = "1,2")]
        OfSettings+NoOption, Colour
            has a default that is refused ('7' is not a value of colour; there are: green, red)
            change the default, or what [Parameter] allows
        OfSettings+NoParameter, Gamma
            has no [Parameter]
            write [Parameter("what it means, in one line")] before it
        OfSettings+NoProperty, gamma
            has no public property of its name
            declare it in the record's own parentheses: record Name([Parameter("...")] double Gamma = 1)
        OfSettings+NotKept, Gamma
            is 2 when it is made with 1
            let the property hold the parameter's value as it is
        OfSettings+NotPublic, Gamma
            has [Parameter] but is not public
            make it a public property of the instance
        OfSettings+NotSettable, Gamma
            is a property that cannot be set
            write { get; init; } for it
        OfSettings+NullList, Points
            has the default null, which cannot be typed
            write = "" for a text, = [] for a property, and [Parameter(..., Default = "")] for a list
        OfSettings+NullText, File
            has the default null, which cannot be typed
            write = "" for a text, = [] for a property, and [Parameter(..., Default = "")] for a list
        OfSettings+Nullable, Count
            is of type int?, which no setting can have
            use one of these: double, int, bool, double[], Schedule, string, an enum
        OfSettings+OddSetting, Größe
            would be the setting 'größe', which has other signs than lower-case letters, digits and hyphens
            use letters of the English alphabet and digits, such as GammaRate for gamma-rate
        OfSettings+OnProperty, Gamma
            has its [Parameter] on the property
            write [Parameter(...)] instead of [property: Parameter(...)]
        OfSettings+OtherProperty, Count
            is of type double, but the property of its name is of type int
            give both the same type
        OfSettings+OutOfRange, Share
            has a default that is refused (share=5: expected a number from 0 to 1)
            change the default, or what [Parameter] allows
        OfSettings+PropertyNotSettable, Gamma
            is a property that cannot be set
            write { get; init; } for it
        OfSettings+PropertyOutOfRange, Share
            has a default that is refused (share=5: expected a number from 0 to 1)
            change the default, or what [Parameter] allows
        OfSettings+Static, Gamma
            has [Parameter] but is static, an indexer or not to be read
            make it a public property of the instance
        OfSettings+TwoDefaults, Gamma
            has two defaults, "2" in [Parameter] and 1 behind it
            keep one; for a list, write = null and keep that in [Parameter]
        OfSettings+Unreadable, Points
            has a default that is refused (points=x: expected numbers separated by commas)
            change the default, or what [Parameter] allows
        OfSettings+UselessLength, Gamma
            has a Length, which means nothing for the type double
            remove it; only lists have one
        OfSettings+UselessPath, Gamma
            has IsPath, which means nothing for the type double
            remove it; only texts are paths
        OfSettings+UselessRange, File
            has Min or Max, which mean nothing for the type string
            remove them
        OfSettings+UselessWithout, Colour
            has Without = "Blue", which is no word of the type Colour
            name a word of its enumeration with nameof, or remove it
        OfSettings+WrongLength, Ends
            has a default that is refused (ends=1,2,3: expected 2 numbers separated by commas)
            change the default, or what [Parameter] allows
        OfShorthands+Empty
            has a shorthand 'size' for nothing
            name the settings that it sets, or remove it
        OfShorthands+Mixed
            has a shorthand 'size' for settings of several kinds
            let it set settings of one kind
        OfShorthands+OddName
            has a shorthand 'Size', which has other signs than lower-case letters, digits and hyphens
            use words of lower-case letters and digits, joined by hyphens
        OfShorthands+Taken
            has a shorthand 'width', which is a setting too
            give one of the two another name (both may be inherited)
        OfShorthands+Unknown
            has a shorthand 'size' for 'hight', which is no setting of it
            name settings as they are typed, such as eta-g
        OfTypes+Abstract
            is abstract, but an entry is something that can be made
            declare it 'public sealed record', or move [Entry] to the records that derive from it
        OfTypes+Generic`1
            has type parameters, and nobody would say what they are
            remove them, or mark one sealed record for each type with [Entry]
        OfTypes+NoConstructor
            has no public constructor
            declare the settings in the record's own parentheses: record Name([Parameter("...")] double Gamma = 1)
        OfTypes+NoFamily
            has [Entry] but belongs to no family
            derive it from the family's base type, such as Game or Rule (a new base type is marked with [Family])
        OfTypes+NotRecord
            is not a record, so no copy with one setting changed can be made of it
            declare it 'public sealed record' instead of 'class'
        OfTypes+NotSealed
            is not sealed
            declare it 'public sealed record'
        OfTypes+SeveralConstructors
            has 2 public constructors, so it is open which one declares the settings
            keep one, and make the others static methods
        Unmarked
            is a Shape without [Entry], so no catalogue lists it
            mark it with [Entry("name", "summary", "equations", "source")], or make it internal
        """;
}
