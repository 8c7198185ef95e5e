namespace Entente.Protocol.Faults;

/// <summary>Why one piece of input was refused: the code, what exactly was found, and where.</summary>
/// <param name="Code">The row of the fault table.</param>
/// <param name="Detail">What was found and what was expected, in one English sentence. Never a secret; a person's name only where the sender sent it.</param>
/// <param name="At">Where: a line (<c>line 12, column 4</c>), a path (<c>/Declaration/GoodsShipment[1]</c>) or a member (<c>$.reason</c>); <see langword="null"/> when it concerns the whole.</param>
public sealed record Fault(FaultCode Code, string Detail, string? At = null);
