namespace Valerix.Backup;

/// <summary>The program's exit codes.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Something is damaged or missing, or a copy is lacking; the rest was done.</summary>
    public const int Incomplete = 1;

    /// <summary>Nothing was done.</summary>
    public const int Failed = 2;
}
