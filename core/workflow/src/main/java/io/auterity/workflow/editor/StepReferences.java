package io.auterity.workflow.editor;

import java.util.function.UnaryOperator;

/**
 * Renames the references to a step in the expressions of a text. Fields and functions of that name,
 * and string literals, stay.
 */
record StepReferences(String from, String to) implements UnaryOperator<String> {

  @Override
  public String apply(String text) {
    StringBuilder changed = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        changed.append("$${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        changed.append("${");
        at = expression(text, at + 2, changed);
      } else {
        changed.append(text.charAt(at++));
      }
    }
    return changed.toString();
  }

  /** Copies an expression up to its brace; gives the place behind it. */
  private int expression(String text, int begin, StringBuilder changed) {
    int depth = 1;
    int at = begin;
    while (at < text.length() && depth > 0) {
      char c = text.charAt(at);
      int end = at + 1;
      if (c == '\'' || c == '"') {
        end = quoted(text, at);
      } else if (Character.isJavaIdentifierStart(c)) {
        end = word(text, at);
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      changed.append(isReference(text, at, end) ? to : text.substring(at, end));
      at = end;
    }
    return at;
  }

  private boolean isReference(String text, int at, int end) {
    if (!text.substring(at, end).equals(from)) {
      return false;
    }
    String before = text.substring(0, at).stripTrailing();
    String behind = text.substring(end).stripLeading();
    boolean field = before.endsWith(".") && !before.endsWith("..");
    return !field && !behind.startsWith("(");
  }

  private static int quoted(String text, int begin) {
    int at = begin + 1;
    while (at < text.length() && text.charAt(at) != text.charAt(begin)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private static int word(String text, int begin) {
    int at = begin;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
