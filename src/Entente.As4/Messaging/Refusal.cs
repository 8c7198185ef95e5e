namespace Entente.As4.Messaging;

/// <summary>How a refused message is answered.</summary>
public enum AnswerForm
{
    /// <summary>With an eb:Error signal, on the same connection.</summary>
    ErrorSignal,

    /// <summary>With a SOAP fault of code Sender: what came could not be taken for an ebMS message.</summary>
    SenderFault,

    /// <summary>With a SOAP fault of code VersionMismatch: what came is an envelope of another SOAP.</summary>
    VersionMismatch,

    /// <summary>With a SOAP fault of code MustUnderstand: what came has a header block that we must understand and do not.</summary>
    MustUnderstand,

    /// <summary>Not at all: what came was itself an answer, and answering answers would never end.</summary>
    None,
}

/// <summary>That a message was refused: why, and how to say so to whom sent it.</summary>
public sealed record Refusal(EbmsError Error, AnswerForm Answer)
{
    /// <summary>The HTTP status that goes with the answer. An error signal is a proper answer of AS4; faults follow the HTTP binding of SOAP 1.2.</summary>
    public int HttpStatus => Answer switch
    {
        AnswerForm.ErrorSignal => 200,
        AnswerForm.VersionMismatch or AnswerForm.MustUnderstand => 500,
        _ => 400,
    };
}
