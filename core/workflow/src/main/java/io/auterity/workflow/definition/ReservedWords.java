package io.auterity.workflow.definition;

import java.util.Set;
import java.util.regex.Pattern;

/** The reserved words and the form of identifiers, which decide what can name a step or an item. */
public final class ReservedWords {

  static final Set<String> SCOPE = Set.of("input", "run", "tenant");

  private static final Set<String> LANGUAGE =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "package",
          "namespace",
          "null",
          "return",
          "true",
          "var",
          "void",
          "while",
          "int",
          "uint",
          "double",
          "bool",
          "string",
          "bytes",
          "list",
          "map",
          "null_type",
          "type",
          "dyn",
          "google",
          "math");

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  public static boolean identifier(String word) {
    return IDENTIFIER.matcher(word).matches();
  }

  public static boolean reserved(String word) {
    return SCOPE.contains(word) || LANGUAGE.contains(word);
  }
}
