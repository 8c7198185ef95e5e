namespace Entente.Node.Console;

/// <summary>What is wrong with a submitted form, field by field. Shown in a summary and at the fields; cascades from <c>ConsoleForm</c>.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> all = [];

    public IReadOnlyList<(string Field, string Message)> All => all;

    public bool Any => all.Count > 0;

    public void Add(string field, string message) => all.Add((field, message));

    public string? For(string field) => all.Where(error => error.Field == field).Select(error => error.Message).FirstOrDefault();

    /// <summary>The id of a field's control, which the summary links to.</summary>
    public static string IdOf(string field) => $"field-{field.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal)}";
}
