using System.CommandLine;
using Spectre.Console;
using Valerix.LoadTest;
using Valerix.LoadTest.Difference;

// Made before anything else writes, and bound to the console that is there now: see StartedSystem.
var console = AnsiConsole.Create(new AnsiConsoleSettings
{
    Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    Out = new AnsiConsoleOutput(Console.Out),
});

var root = new RootCommand("Puts Valerix under load and under fire, and says what became of every order.")
{
    DifferenceCommand.Create(console),
};

// After Ctrl+C: as long as it may take to end all that was started.
var arguments = root.Parse(args);
var exitCode = await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return arguments.Errors.Count > 0 ? ExitCodes.CouldNotRun : exitCode;
