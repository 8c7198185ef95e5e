namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A word that the vocabulary of agreements does not have, or that cannot stand there.</summary>
    public static readonly FaultCode AssistanceWord = new("assistance-word", 422, "A word in the message is not in the vocabulary of agreements.");

    /// <summary>A part that is missing, of no use, or cannot be as it is.</summary>
    public static readonly FaultCode AssistanceIncomplete = new("assistance-incomplete", 422, "The request does not say what its instrument and type need.");

    /// <summary>A step that is not possible where the case stands, or for that side.</summary>
    public static readonly FaultCode AssistanceState = new("assistance-state", 409, "The case does not allow that where it stands.");

    /// <summary>An officer of another authority, or without the approval that the clause asks for.</summary>
    public static readonly FaultCode AssistanceCompetence = new("assistance-competence", 403, "The officer is not competent for this step.");

    /// <summary>A ground that the agreement does not know, that cannot postpone, or without its provision.</summary>
    public static readonly FaultCode AssistanceGround = new("assistance-ground", 422, "Assistance cannot be declined like that.");

    /// <summary>An assurance that does not cover what was asked, or something given before it.</summary>
    public static readonly FaultCode AssistanceConditions = new("assistance-conditions", 409, "The conditions that were set are not met.");

    /// <summary>A delivery or an answer that does not fit the subscription.</summary>
    public static readonly FaultCode AssistanceSubscription = new("assistance-subscription", 409, "That is not what was subscribed to.");
}
