namespace Entente.Node.Console;

/// <summary>What a state means for the officer. Each has a colour and a shape of its own, and is always shown with a word.</summary>
public enum Tone
{
    /// <summary>Nothing to do.</summary>
    Neutral,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Look, or act in time.</summary>
    Care,

    /// <summary>Stop, overdue, refused or broken.</summary>
    Stop,

    /// <summary>Not decided or not arrived yet.</summary>
    Waiting,
}

internal static class Tones
{
    extension(Tone tone)
    {
        public string Css => tone switch
        {
            Tone.Good => "en-good",
            Tone.Care => "en-care",
            Tone.Stop => "en-stop",
            _ => "",
        };

        public string Shape => tone switch
        {
            Tone.Good => "circle-check",
            Tone.Care => "alert-triangle",
            Tone.Stop => "alert-octagon",
            Tone.Waiting => "hourglass",
            _ => "circle-dot",
        };
    }
}
