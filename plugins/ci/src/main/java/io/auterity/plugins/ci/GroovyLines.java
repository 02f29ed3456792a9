package io.auterity.plugins.ci;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lines of Groovy, indented by the blocks that they stand in. */
final class GroovyLines {

  private final StringBuilder text = new StringBuilder();
  private final WrittenText written;
  private int depth;

  GroovyLines(WrittenText written) {
    this.written = written;
  }

  GroovyLines line(String line) {
    text.append(written.add("  ".repeat(depth) + line + "\n"));
    return this;
  }

  /** A block with that head. */
  GroovyLines block(String head, Runnable inside) {
    line(head + " {");
    depth++;
    inside.run();
    depth--;
    return line("}");
  }

  /** The inside alone, or in a block where there is a head. */
  GroovyLines blockIf(boolean needed, String head, Runnable inside) {
    if (needed) {
      return block(head, inside);
    }
    inside.run();
    return this;
  }

  /** A shell script, of which Groovy evaluates nothing. */
  GroovyLines script(String script) {
    return line("sh " + quoted(script));
  }

  /** A text in which nothing is evaluated. */
  static String quoted(String value) {
    return "'" + escaped(value).replace("'", "\\'") + "'";
  }

  /** A text in which the names of a matrix stand for their values. */
  static String evaluated(String value) {
    return "\"" + escaped(value) + "\"";
  }

  static String list(Collection<String> values) {
    return values.stream().map(GroovyLines::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
