using Entente.Benchmarks;

switch (args)
{
    case ["simulation", .. var rest]:
        return SimulationFigures.Print(rest);
    case ["screening", .. var rest]:
        return ScreeningFigures.Print(rest);
    case ["lists", .. var rest]:
        return await ListFigures.PrintAsync(rest);
    case ["intake", .. var rest]:
        return await IntakeFigures.PrintAsync(rest);
    case ["scale", .. var rest]:
        return await ScaleFigures.PrintAsync(rest);
    case ["start", .. var rest]:
        return await StartFigures.PrintAsync(rest);
    case ["exchange", .. var rest]:
        return await ExchangeFigures.PrintAsync(rest);
    case ["queued", .. var rest]:
        return await QueuedFigures.PrintAsync(rest);
    case ["large", .. var rest]:
        return await LargeFigures.PrintAsync(rest);
    case ["reach", .. var rest]:
        return await ReachFigures.PrintAsync(rest);
    case ["gate", .. var rest]:
        return GateFigures.Print(rest);
    case ["assistance", .. var rest]:
        return await AssistanceFigures.PrintAsync(rest);
    case ["log", .. var rest]:
        LogFigures.Print(rest);
        await LogStoreFigures.PrintAsync(rest);
        return 0;
    case ["evidence", .. var rest]:
        return EvidenceFigures.Print(rest);
    default:
        Console.Error.WriteLine(
            "usage: Entente.Benchmarks simulation [declarations] [per day] | screening [accuracy|speed|million|misses] | lists [grown ENTRIES] [data folder] | intake [seconds] [data folder] | scale [rows] [data folder] | start | exchange [seconds] [bytes] [suites] | queued [messages] [days] | large [mebibytes] | reach [alerts] | gate [rounds] | assistance [open requests] | log [seconds] [leaves] | evidence [messages]");
        return 2;
}
