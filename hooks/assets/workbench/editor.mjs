/*! CodeMirror and Lezer, MIT licence, by Marijn Haverbeke and others */
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { offers } from "./completion.mjs";
import { units } from "./units.mjs";

/**
 * @typedef {import("./plain.mjs").Editor} Editor
 * @typedef {import("./results.mjs").Fault} Fault
 * @typedef {import("./units.mjs").Place} Place
 * @typedef {import("../words/words.mjs").Words} Words
 */

const LOOK = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--page)", fontSize: ".68rem" },
  "&.cm-focused": { outline: ".15rem solid var(--accent)", outlineOffset: "-.1rem" },
  ".cm-scroller": { fontFamily: "var(--md-code-font, ui-monospace), monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--soft)", borderRight: ".05rem solid var(--rule)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 25%, transparent)",
  },
  ".cm-searchMatch, .cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--tone-5) 25%, transparent)" },
  ".cm-panels, .cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", borderColor: "var(--rule)" },
  ".cm-textfield": { backgroundColor: "var(--page)", color: "var(--ink)", borderColor: "var(--soft)" },
  ".cm-panels .cm-button": { background: "var(--page)", color: "var(--ink)", borderColor: "var(--soft)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--page)" },
  ".cm-diagnostic": { borderLeftColor: "var(--tone-6)", maxWidth: "32rem" },
  ".cm-diagnostic p": { margin: "0" },
});
const COLOURS = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--accent)" },
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);

/**
 * CodeMirror with highlighting, squiggles and completion.
 *
 * @implements {Editor}
 */
export class CodeEditor {
  /**
   * @param {HTMLTextAreaElement} field the plain field, whose place and name it takes
   * @param {() => void} changed
   * @param {() => import("./completion.mjs").Known} known what can be completed
   * @param {Words} words
   */
  constructor(field, changed, known, words) {
    this.words = words;
    this.view = new EditorView({
      parent: field.parentElement ?? undefined,
      state: EditorState.create({
        doc: field.value,
        extensions: [
          EditorState.lineSeparator.of("\n"),
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          highlightSpecialChars(),
          history(),
          drawSelection(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          indentUnit.of("  "),
          yaml(),
          syntaxHighlighting(COLOURS),
          search({ top: true }),
          autocompletion({ override: [(context) => completed(context, known(), words)] }),
          LOOK,
          EditorView.contentAttributes.of({
            "aria-label": field.getAttribute("aria-label") ?? "",
            "aria-describedby": field.getAttribute("aria-describedby") ?? "",
            tabindex: "0",
          }),
          keymap.of([
            ...completionKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            ...lintKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed();
          }),
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
    this.view.dispatch({ changes, selection: { anchor: 0 }, annotations: isolateHistory.of("full") });
  }

  /** @param {Fault[]} faults */
  mark(faults) {
    const marks = faults.map((fault) => {
      const [from, to] = this.span([fault.line, fault.column, fault.length]);
      const severity = /** @type {const} */ ("error");
      return { from, to, severity, message: fault.message, renderMessage: () => told(fault, this.words) };
    });
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** @param {Place} place */
  select(place) {
    const [anchor, head] = this.span(place);
    const effects = EditorView.scrollIntoView(anchor, { y: "center" });
    this.view.dispatch({ selection: { anchor, head }, effects });
    this.view.focus();
  }

  focus() {
    this.view.focus();
  }

  /** @param {Place} place */
  span([line, column, length]) {
    const { doc } = this.view.state;
    const { from, text } = doc.line(Math.min(line, doc.lines));
    return units(text, column, length).map((unit) => from + unit);
  }
}

/**
 * @param {import("@codemirror/autocomplete").CompletionContext} context
 * @param {import("./completion.mjs").Known} known
 * @param {Words} words
 * @returns {import("@codemirror/autocomplete").CompletionResult | null}
 */
function completed(context, known, words) {
  const found = offers(context.state.sliceDoc(0, context.pos), known);
  if (!found || (found.from === context.pos && !context.explicit && !found.eager)) return null;
  const options = found.options.map(({ kind, ...offer }) => ({ ...offer, detail: kind && words.say(kind) }));
  return { from: found.from, options, validFor: /^[\w.-]*$/ };
}

/** @param {Fault} fault @param {Words} words */
function told({ message, help, check }, words) {
  const box = document.createElement("div");
  for (const text of [`${message} [${check}]`, help && words.say("help", { help })]) {
    if (text) box.appendChild(document.createElement("p")).textContent = text;
  }
  return box;
}
