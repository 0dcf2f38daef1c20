using System.CommandLine;
using Spectre.Console;
using Valerix.LoadTest;
using Valerix.LoadTest.Bench;
using Valerix.LoadTest.Commands;
using Valerix.LoadTest.Difference;

// Made before anything else writes, and bound to the console that is there now: see StartedSystem.
var console = AnsiConsole.Create(new AnsiConsoleSettings
{
    Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    Out = new AnsiConsoleOutput(Console.Out),
});
if (Console.IsOutputRedirected) console.Profile.Width = 140;

var root = new RootCommand("Puts Valerix under load and under fire, and says what became of every order.")
{
    DifferenceCommand.Create(console),
    BenchCommand.Create(console),
};
LoadCommand.AddTo(root, console);

// After Ctrl+C: as long as it may take to settle, to check the books and to end all that was started.
var arguments = root.Parse(args);
var exitCode = await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
return arguments.Errors.Count > 0 ? ExitCodes.CouldNotRun : exitCode;
