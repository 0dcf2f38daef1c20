using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random text. Letters that look like others, and characters that connection strings or shells treat specially, do not occur.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <summary>At least so many characters; 22 of all kinds are 128 bits.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>May hold lower case letters.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>May hold upper case letters.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>May hold digits.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>May hold other characters.</summary>
    public bool Special { get; set; } = true;

    /// <summary>At least so many lower case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>At least so many upper case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>At least so many digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>At least so many other characters.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc />
    public override string GetDefaultValue()
    {
        (bool Allowed, int Minimum, string Characters)[] kinds =
        [
            (Lower, MinLower, LowerCharacters),
            (Upper, MinUpper, UpperCharacters),
            (Numeric, MinNumeric, Digits),
            (Special, MinSpecial, SpecialCharacters),
        ];

        var characters = new List<char>();
        foreach (var (allowed, minimum, choices) in kinds)
        {
            if (minimum < 0 || minimum > 0 && !allowed)
                throw new ArgumentException("A minimum needs its kind of character to be allowed, and is not negative.");
            characters.AddRange(RandomNumberGenerator.GetItems<char>(choices, minimum));
        }

        var all = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.Characters));
        characters.AddRange(RandomNumberGenerator.GetItems<char>(all, Math.Max(0, MinLength - characters.Count)));

        var shuffled = characters.ToArray();
        RandomNumberGenerator.Shuffle<char>(shuffled);
        return new string(shuffled);
    }
}
