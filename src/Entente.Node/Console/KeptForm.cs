using Microsoft.Extensions.Primitives;

namespace Entente.Node.Console;

/// <summary>
/// A form that was sent after its session had ended, or that was refused: what the officer typed, shown in the same form again. The module that knows
/// sessions keeps it and sets it as a feature of the request; the components of forms take their values from it.
/// </summary>
/// <param name="Id">Its number, as in the address.</param>
/// <param name="Action">Where the form was sent, without query.</param>
/// <param name="Fields">Everything that was in it.</param>
internal sealed record KeptForm(string Id, string Action, IReadOnlyDictionary<string, StringValues> Fields)
{
    /// <summary>The query value of a page that names the form to fill.</summary>
    public const string Query = "kept";

    /// <summary>The field that says on which page a form stands.</summary>
    public const string PageField = "_page";

    /// <summary>The field that says which kept form a form was filled from, so that it is kept no longer.</summary>
    public const string IdField = "_kept";

    /// <summary>The field that a kept form has for each thing that is wrong with it: the field that it is about, a line feed, and a sentence.</summary>
    public const string ErrorField = "_error";

    /// <summary>The name of a button that asks for one more row of the form. What was typed is shown again with it, and nothing is done.</summary>
    public const string MoreField = "_more";

    private const string HandlerField = "_handler";

    /// <summary>Why it was refused; nothing where only its session had ended.</summary>
    public FormErrors Errors
    {
        get
        {
            var errors = new FormErrors();
            foreach (var error in Values(ErrorField))
            {
                var at = error.IndexOf('\n', StringComparison.Ordinal);
                errors.Add(error[..Math.Max(at, 0)], error[(at + 1)..]);
            }

            return errors;
        }
    }

    /// <summary>What is kept for a form that is sent to an address, or that the page itself takes under a name.</summary>
    public static KeptForm? For(HttpContext http, string? action, string? name) =>
        http.Features.Get<KeptForm>() is { } kept && (name is null ? action == kept.Action : kept.Fields.TryGetValue(HandlerField, out var handler) && handler == name) ? kept : null;

    /// <summary>What was typed into a text field or chosen from a list; <see langword="null"/> where the form had no such field.</summary>
    public string? Value(string name) => Fields.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>What was chosen: a form says nothing of a question of which nothing was.</summary>
    public IReadOnlyCollection<string> Values(string name) => Fields.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];
}
