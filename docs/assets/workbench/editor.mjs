import * as cm from "./codemirror.mjs";
import { offers } from "./completion.mjs";
import { units } from "./plain.mjs";

const { tags } = cm;
const LOOK = cm.EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--page)", fontSize: ".68rem" },
  "&.cm-focused": { outline: ".15rem solid var(--accent)", outlineOffset: "-.1rem" },
  ".cm-scroller": { fontFamily: "var(--md-code-font, ui-monospace), monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--soft)", borderRight: ".05rem solid var(--rule)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "color-mix(in srgb, var(--accent) 25%, transparent)" },
  ".cm-searchMatch, .cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--tone-5) 25%, transparent)" },
  ".cm-panels, .cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", borderColor: "var(--rule)" },
  ".cm-textfield": { backgroundColor: "var(--page)", color: "var(--ink)", borderColor: "var(--soft)" },
  ".cm-panels .cm-button": { background: "var(--page)", color: "var(--ink)", borderColor: "var(--soft)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--page)" },
  ".cm-diagnostic": { borderLeftColor: "var(--tone-6)", maxWidth: "32rem" },
  ".cm-diagnostic p": { margin: "0" },
});
const COLOURS = cm.HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--accent)" },
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);

/** CodeMirror with the methods of the plain editor, highlighting, squiggles and completion. */
export class CodeEditor {
  /**
   * @param {HTMLTextAreaElement} field the plain field, whose place it takes
   * @param {() => void} changed
   * @param {() => { schema: object, names: object }} known what can be completed
   */
  constructor(field, changed, known) {
    const complete = (context) => {
      const found = offers(context.state.sliceDoc(0, context.pos), known());
      if (!found || (found.from === context.pos && !context.explicit && !found.eager)) return null;
      return { from: found.from, options: found.options, validFor: /^[\w.-]*$/ };
    };
    this.view = new cm.EditorView({
      parent: field.parentElement,
      state: cm.EditorState.create({
        doc: field.value,
        extensions: [
          cm.EditorState.lineSeparator.of("\n"),
          cm.lineNumbers(), cm.foldGutter(), cm.lintGutter(), cm.highlightSpecialChars(), cm.history(), cm.drawSelection(),
          cm.bracketMatching(), cm.highlightActiveLine(), cm.highlightActiveLineGutter(), cm.highlightSelectionMatches(),
          cm.indentUnit.of("  "), cm.yaml(), cm.syntaxHighlighting(COLOURS), cm.search({ top: true }),
          cm.autocompletion({ override: [complete] }), LOOK,
          cm.EditorView.contentAttributes.of({ "aria-label": "Tree file", "aria-describedby": "workbench-keys", tabindex: "0" }),
          cm.keymap.of([
            ...cm.completionKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.foldKeymap, ...cm.lintKeymap,
            ...cm.defaultKeymap, cm.indentWithTab,
          ]),
          cm.EditorView.updateListener.of((update) => update.docChanged && changed()),
        ],
      }),
    });
    field.hidden = true;
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Loading is one step that can be taken back. @param {string} text */
  set text(text) {
    const changes = { from: 0, to: this.view.state.doc.length, insert: text };
    this.view.dispatch({ changes, selection: { anchor: 0 }, annotations: cm.isolateHistory.of("full") });
  }

  /** @param {{ line: number, column: number, length: number, message: string, help: string, check: string }[]} faults */
  mark(faults) {
    const marks = faults.map((fault) => {
      const [from, to] = this.span([fault.line, fault.column, fault.length]);
      return { from, to, severity: "error", message: fault.message, renderMessage: () => told(fault) };
    });
    this.view.dispatch(cm.setDiagnostics(this.view.state, marks));
  }

  /** @param {[number, number, number]} place line, column and length, in characters, from 1 */
  select(place) {
    const [anchor, head] = this.span(place);
    const effects = cm.EditorView.scrollIntoView(anchor, { y: "center" });
    this.view.dispatch({ selection: { anchor, head }, effects });
    this.view.focus();
  }

  focus() {
    this.view.focus();
  }

  span([line, column, length]) {
    const { doc } = this.view.state;
    const { from, text } = doc.line(Math.min(line, doc.lines));
    return units(text, column, length).map((unit) => from + unit);
  }
}

function told({ message, help, check }) {
  const box = document.createElement("div");
  for (const text of [`${message} [${check}]`, help && `help: ${help}`]) {
    if (text) box.appendChild(document.createElement("p")).textContent = text;
  }
  return box;
}
