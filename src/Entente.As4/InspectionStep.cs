namespace Entente.As4;

/// <summary>What became of one step.</summary>
public enum StepVerdict
{
    /// <summary>The check was made and the message passes it.</summary>
    Passed,

    /// <summary>The message ends here.</summary>
    Failed,

    /// <summary>Nothing to pass: something worth knowing about the message.</summary>
    Noted,
}

/// <summary>One line of an explanation: which step, its verdict, and what was found.</summary>
public sealed record InspectionStep(string Name, StepVerdict Verdict, string Detail);
