namespace Entente.As4.Mime;

/// <summary>One header of a part: its name as written, and its value unfolded and without white space around it.</summary>
public sealed record MimeHeader(string Name, string Value);
