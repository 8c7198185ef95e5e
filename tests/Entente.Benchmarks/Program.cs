using Entente.Benchmarks;

switch (args)
{
    case ["simulation", .. var rest]:
        return SimulationFigures.Print(rest);
    default:
        Console.Error.WriteLine("usage: Entente.Benchmarks simulation [declarations] [per day]");
        return 2;
}
