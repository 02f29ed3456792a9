package io.auterity.platform.expression;

import cel.parser.internal.CELLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * A text cut into literals and expressions. CEL's own lexer finds where an expression ends, so that
 * a brace in a string or a map literal does not end it.
 *
 * @param literals one more than there are expressions
 */
public record TemplateText(List<String> literals, List<Part> expressions) {

  /** An expression and where it starts. */
  public record Part(String expression, int start) {}

  /**
   * Cuts a text.
   *
   * @throws BadExpressionException when an expression is never closed
   */
  public static TemplateText parse(String text) {
    return new Cutter(text).cut();
  }

  /** Whether the text is one expression and nothing else. */
  boolean whole() {
    return expressions.size() == 1 && literals.stream().allMatch(String::isEmpty);
  }

  private static final class Cutter {

    private final String text;
    private final List<String> literals = new ArrayList<>();
    private final List<Part> expressions = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    Cutter(String text) {
      this.text = text;
    }

    TemplateText cut() {
      int at = 0;
      while (at < text.length()) {
        if (text.startsWith("$${", at)) {
          literal.append("${");
          at += 3;
        } else if (text.startsWith("${", at)) {
          at = expression(at);
        } else {
          literal.append(text.charAt(at++));
        }
      }
      literals.add(literal.toString());
      return new TemplateText(List.copyOf(literals), List.copyOf(expressions));
    }

    private int expression(int open) {
      int start = open + 2;
      int end = close(open);
      expressions.add(new Part(text.substring(start, end), start));
      literals.add(literal.toString());
      literal.setLength(0);
      return end + 1;
    }

    private int close(int open) {
      CELLexer lexer = new CELLexer(CharStreams.fromString(text.substring(open + 2)));
      lexer.removeErrorListeners();
      int depth = 1;
      for (Token token = lexer.nextToken();
          token.getType() != Token.EOF;
          token = lexer.nextToken()) {
        depth += depthChange(token);
        if (depth == 0) {
          return text.offsetByCodePoints(open + 2, token.getStartIndex());
        }
      }
      throw new BadExpressionException(List.of(unclosed(open)));
    }

    private static int depthChange(Token token) {
      return switch (token.getType()) {
        case CELLexer.LBRACE -> 1;
        case CELLexer.RBRACE -> -1;
        default -> 0;
      };
    }

    private ExpressionProblem unclosed(int open) {
      Place place = Place.in(text, open);
      return new ExpressionProblem(
          "",
          place.line(),
          place.column(),
          "'${' is never closed",
          text.indexOf('\n', open) > 0
              ? "add '}', or write '$${' for a literal '${'; a line break in a text of an expression"
                  + " is written \\n, in YAML's double quotes \\\\n"
              : "add '}', or write '$${' for a literal '${'");
    }
  }
}
