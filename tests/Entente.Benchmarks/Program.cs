using Entente.Benchmarks;

switch (args)
{
    case ["simulation", .. var rest]:
        return SimulationFigures.Print(rest);
    case ["screening", .. var rest]:
        return ScreeningFigures.Print(rest);
    default:
        Console.Error.WriteLine("usage: Entente.Benchmarks simulation [declarations] [per day] | screening [accuracy|speed|million|misses]");
        return 2;
}
