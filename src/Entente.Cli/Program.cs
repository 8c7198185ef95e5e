using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using Entente.Cli;

var root = new RootCommand("Entente: the node an administration runs to cooperate with other administrations.")
{
    ServeCommand.Create(),
    RunCommand.Create(),
    ImportCommand.Create(),
    ReferenceCommand.Create(),
    OfficerCommand.Create(),
    FeedCommand.Create(),
    PartnerCommand.Create(),
    AgreementCommand.Create(),
    AssistanceCommand.Create(),
    KeyCommand.Create(),
    LogCommand.Create(),
    VerifyCommand.Create(),
    ScreenCommand.Create(),
    SendCommand.Create(),
    InboxCommand.Create(),
    As4Command.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(45) });
}
catch (Exception exception) when (exception is ValidationException or FormatException or IOException or InvalidDataException)
{
    // What the caller can mend, in one line; a defect keeps its stack.
    await Console.Error.WriteLineAsync($"entente: {exception.Message}");
    return 1;
}
