using System.CommandLine;
using System.CommandLine.Parsing;

namespace Valerix.LoadTest.Options;

/// <summary>Rules that several options share. Each is a sentence that says what would be right.</summary>
internal static class OptionRules
{
    /// <summary>Allows numbers within bounds only.</summary>
    public static Option<T> From<T>(this Option<T> option, T least, T most)
        where T : struct, IComparable<T>
    {
        option.Validators.Add(result => Check(result, () => result.GetValueOrDefault<T>(), least, most));
        return option;
    }

    /// <inheritdoc cref="From{T}(Option{T}, T, T)"/>
    public static Option<T?> From<T>(this Option<T?> option, T least, T most)
        where T : struct, IComparable<T>
    {
        option.Validators.Add(result => Check(result, result.GetValueOrDefault<T?>, least, most));
        return option;
    }

    /// <summary>An option whose text is read by <paramref name="parse"/>, which returns null for what it can't read.</summary>
    public static Option<T?> Parsed<T>(string name, Func<string, T?> parse, string expectation, string description)
        where T : class => new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                if (parse(result.Tokens.Single().Value) is { } value) return value;

                result.AddError($"{name} must be {expectation}.");
                return null;
            },
        };

    /// <summary>An option that is a time.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Durations.Parse(result.Tokens.Single().Value) is { } duration) return duration;

            result.AddError($"{name} must be a time such as 30s or 5m.");
            return null;
        },
    };

    private static void Check<T>(OptionResult result, Func<T?> read, T least, T most)
        where T : struct, IComparable<T>
    {
        try
        {
            if (read() is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            {
                result.AddError($"{result.Option.Name} must be from {least} to {most}.");
            }
        }
        catch (InvalidOperationException)
        {
            // Not even of the right kind, which the parser says itself.
        }
    }
}
