using System.Text.Json;
using Microsoft.Playwright;

namespace Entente.Scenarios.Browser;

/// <summary>A form as a page shows it, filled field by field without knowing the fields: whatever is added to it later is filled as well.</summary>
/// <param name="page">The page.</param>
/// <param name="index">Which of the forms of the page.</param>
internal sealed class FilledForm(IPage page, int index)
{
    // A field named "action" or "method" hides what its form says of itself: it is read from the attributes.

    /// <summary>The forms of the page that are sent to the node and have a field for words, by their place.</summary>
    public static async Task<IReadOnlyList<FilledForm>> OnAsync(IPage page) => [.. (await page.EvaluateAsync<int[]>(
        """
        () => [...document.forms].map((form, place) => ({ form, place })).filter(({ form }) => form.getAttribute('method')?.toLowerCase() === 'post' && form.closest('main, dialog')
            && [...form.elements].some(field => field.name && !field.disabled && (field.tagName === 'TEXTAREA' || (field.tagName === 'INPUT' && ['text', 'search'].includes(field.type))))).map(({ place }) => place)
        """)).Select(place => new FilledForm(page, place))];

    /// <summary>Where it is sent.</summary>
    public Task<string> ActionAsync() => page.EvaluateAsync<string>("place => new URL(document.forms[place].getAttribute('action') || location.href, location.href).pathname", index);

    /// <summary>Writes as many texts as there is room for, first one with markup, with a mark of its own into every field for words, and chooses something wherever nothing is chosen.</summary>
    /// <param name="texts">What is written, in turn.</param>
    /// <param name="turn">From where the marks count on; the texts go on with it.</param>
    /// <param name="formal">What fields take that take no words, by their names or the last part of them.</param>
    /// <returns>The marks by the names of the fields; not of those that were given something formal, or have no room for a mark.</returns>
    public async Task<IReadOnlyDictionary<string, string>> FillAsync(IReadOnlyList<string> texts, int turn, IReadOnlyDictionary<string, string>? formal = null)
    {
        var marks = await page.EvaluateAsync<string>(
            """
            ([place, texts, turn, formal]) => {
                const form = document.forms[place], marks = {};
                let count = turn, at = turn * 7;
                for (const field of form.elements) {
                    if (!field.name || field.disabled || field.type === 'hidden') continue;
                    const last = Object.hasOwn(formal, field.name) ? field.name : field.name.split('.').pop();
                    if (field.tagName === 'TEXTAREA' || (field.tagName === 'INPUT' && ['text', 'search'].includes(field.type))) {
                        count++;
                        if (Object.hasOwn(formal, last)) {
                            field.value = formal[last];
                            continue;
                        }
                        const mark = ` M${count}Z`, room = Math.min(field.maxLength > 0 ? field.maxLength : 300, 300);
                        const markup = texts.findIndex((_, i) => texts[(at + i) % texts.length].includes('<') && texts[(at + i) % texts.length].trim().length + mark.length <= room);
                        at += Math.max(markup, 0);
                        let text = texts[at++ % texts.length].trim();
                        for (let next = texts[at % texts.length].trim(); text.length + 1 + next.length + mark.length <= room; next = texts[++at % texts.length].trim()) text += ` ${next}`;
                        field.value = Array.from(text).slice(0, Math.max(room - mark.length, Math.min(room, 3))).join('');
                        if (field.value.length + mark.length <= room) {
                            field.value += mark;
                            marks[field.name] = mark.trim();
                        }
                    } else if (field.type === 'radio' || field.type === 'checkbox') {
                        const same = [...form.elements].filter(other => other.name === field.name);
                        if (Object.hasOwn(formal, last)) same.forEach(other => other.checked = other.value === formal[last]);
                        else if (!same.some(other => other.checked)) field.checked = true;
                    } else if (field.tagName === 'SELECT') {
                        if (Object.hasOwn(formal, last)) field.value = formal[last];
                        else if (!field.value) field.value = [...field.options].map(option => option.value).find(value => value) ?? '';
                    }
                }
                return JSON.stringify(marks);
            }
            """,
            new object[] { index, texts, turn, formal ?? new Dictionary<string, string>() });
        return JsonSerializer.Deserialize<Dictionary<string, string>>(marks)!;
    }

    /// <summary>Chooses the value of a field.</summary>
    public Task ChooseAsync(string name, string value) => page.EvaluateAsync("([place, name, value]) => { document.forms[place].elements[name].value = value; }", new object[] { index, name, value });

    /// <summary>Sends it with its first button as a browser does, also what the browser itself would not let through, and waits for the page that comes.</summary>
    /// <param name="add">What a button for more fields says, instead of the first one.</param>
    /// <returns>The status of the answer to the form itself.</returns>
    public async Task<int> SendAsync(string? add = null)
    {
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync(
                """
                ([place, add]) => {
                    const form = document.forms[place], button = add ? { name: 'add', value: add } : [...form.elements].find(field => field.type === 'submit');
                    if (button?.name) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: button.name, value: button.value }));
                    window.before = true;
                    HTMLFormElement.prototype.submit.call(form);
                }
                """,
                new object?[] { index, add }),
            response => response.Request.IsNavigationRequest && response.Request.Method == "POST");
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
        return answer.Status;
    }

    /// <summary>Which of these words the page shows, in its text or in a field.</summary>
    public static async Task<IReadOnlyCollection<string>> ShownAsync(IPage page, IEnumerable<string> marks) => await page.EvaluateAsync<string[]>(
        """
        marks => {
            const words = [document.body.textContent, ...[...document.querySelectorAll('input, textarea')].map(field => field.value)].join('\n').toUpperCase();
            return marks.filter(mark => words.includes(mark));
        }
        """,
        marks.ToArray());
}
