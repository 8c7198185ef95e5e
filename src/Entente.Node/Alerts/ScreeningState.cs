namespace Entente.Node.Alerts;

/// <summary>How what was screened before a write stands to the alerts that the write sees.</summary>
internal enum ScreeningState
{
    /// <summary>No alert has changed since.</summary>
    Current = 1,

    /// <summary>Alerts have changed since, and the index has followed them.</summary>
    Followed,

    /// <summary>Alerts have changed that the index cannot know yet, perhaps in this very commit.</summary>
    Ahead,
}
