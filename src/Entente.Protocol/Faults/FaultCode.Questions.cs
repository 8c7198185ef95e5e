namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>An alert is to be shared with somebody who is no partner, is named twice, or whose node cannot read it.</summary>
    public static readonly FaultCode AlertPartner = new("alert-partner", 422, "The alert cannot be shared with one of the partners that are named.");

    /// <summary>The alert belongs to a partner.</summary>
    public static readonly FaultCode AlertForeign = new("alert-foreign", 409, "The alert belongs to a partner; only its owner changes it.");

    /// <summary>A question or answer without words, with too many, or with a deadline that cannot be.</summary>
    public static readonly FaultCode QuestionIncomplete = new("question-incomplete", 422, "The question or answer lacks something, or says too much.");

    /// <summary>A question is answered once.</summary>
    public static readonly FaultCode QuestionAnswered = new("question-answered", 409, "The question has been answered already.");

    /// <summary>A question about a hit on an alert of our own: there is no partner to ask.</summary>
    public static readonly FaultCode QuestionNobody = new("question-nobody", 409, "There is no partner to ask about this.");
}
