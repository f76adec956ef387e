namespace Advance.Host.Commands;

/// <summary><c>seed FILE</c>: brings a programme definition into the system; what is there already is left as it is.</summary>
public static class SeedCommand
{
    public static Task<int> RunAsync(Arguments args)
    {
        args.Only("url", "token");
        var definition = ProgrammeDefinition.Read(args.Word(0, "The file of the programme definition"));
        return LocalRun.WithApiAsync(args, async api =>
        {
            var made = await new Seeder(api, definition).SeedAsync();
            Console.WriteLine(made == 0 ? "Everything was there already." : $"{made} things are new.");
            return 0;
        });
    }
}
