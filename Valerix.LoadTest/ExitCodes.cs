namespace Valerix.LoadTest;

/// <summary>The program's exit codes.</summary>
internal static class ExitCodes
{
    public const int PromisesKept = 0;
    public const int PromiseBroken = 1;

    /// <summary>Nothing was found out: wrong arguments, or no system to try.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Ctrl+C, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>A broken promise is one however the run ended.</summary>
    public static int Of(bool isBroken, bool isCutShort) => (isBroken, isCutShort) switch
    {
        (true, _) => PromiseBroken,
        (false, true) => Interrupted,
        _ => PromisesKept,
    };
}
