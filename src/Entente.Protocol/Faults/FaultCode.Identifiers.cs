namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A number that cannot belong to the scheme it was given for.</summary>
    public static readonly FaultCode IdentifierWrongForm = new("identifier-wrong-form", 422, "A number does not have the form that its kind requires.");

    /// <summary>A number whose check characters contradict the rest.</summary>
    public static readonly FaultCode IdentifierWrongCheckDigit = new("identifier-wrong-check-digit", 422, "The check digit of a number does not fit the rest of it.");
}
