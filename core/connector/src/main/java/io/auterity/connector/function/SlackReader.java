package io.auterity.connector.function;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text in Slack's own markup as Markdown. Whom it names becomes text: {@code @} and the name, or
 * the id where Slack tells no name.
 */
final class SlackReader {

  private static final String FENCE = "```";
  private static final Pattern QUOTE = Pattern.compile("^(?:&gt;|>)[ \\t]?");
  private static final Pattern ITEM =
      Pattern.compile("^([ \\t]*+)([•◦▪*+-]|[0-9]{1,9}[.)])\\ufe0e?(?:[ \\t]++(.*))?$");
  private static final Pattern RULE = Pattern.compile("-{3,}+");

  private final List<String> blocks = new ArrayList<>();
  private final StringBuilder block = new StringBuilder();
  private final Deque<ItemIndent> indents = new ArrayDeque<>();
  private final boolean quoted;
  private final SlackInline inline;
  private BlockKind kind = BlockKind.NONE;
  private boolean ordered;
  private boolean parted;

  private enum BlockKind {
    NONE,
    PARAGRAPH,
    LIST
  }

  /** How far an item stands in Slack's text, and its own text in Markdown. */
  private record ItemIndent(int from, int to) {}

  /** Where the marks of a block of code begin. */
  private record CodePlace(int from, int to) {}

  private SlackReader(boolean quoted, SlackInline inline) {
    this.quoted = quoted;
    this.inline = inline;
  }

  static String read(String text) {
    return new SlackReader(false, SlackInline.within(text))
        .markdown(text.replace("\r\n", "\n").replace('\r', '\n'));
  }

  private String markdown(String text) {
    int at = 0;
    while (at < text.length()) {
      int end = endOfLine(text, at);
      CodePlace code = codeFrom(text, at, end);
      if (!quoted && QUOTE.matcher(text).region(at, end).lookingAt()) {
        at = quote(text, at);
      } else if (code == null) {
        line(text.substring(at, end));
        at = end + 1;
      } else {
        if (!isBlank(text, at, code.from())) {
          line(text.substring(at, code.from()));
        }
        code(text.substring(code.from() + FENCE.length(), code.to()));
        at = code.to() + FENCE.length();
        int rest = endOfLine(text, at);
        at = isBlank(text, at, rest) ? rest + 1 : at;
      }
    }
    finish();
    return String.join("\n\n", blocks);
  }

  private static int endOfLine(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  /** The block of code that begins in a line; code with text beside it in one line is none. */
  private static @Nullable CodePlace codeFrom(String text, int at, int end) {
    int from = text.indexOf(FENCE, at, end);
    while (from >= 0) {
      int to = text.indexOf(FENCE, from + FENCE.length() + 1);
      if (to < 0) {
        return null;
      }
      if (to >= end || stands(text, at, end, from, to)) {
        return new CodePlace(from, to);
      }
      from = text.indexOf(FENCE, to + FENCE.length(), end);
    }
    return null;
  }

  private static boolean stands(String text, int from, int to, int start, int close) {
    return isBlank(text, from, start) && isBlank(text, close + FENCE.length(), to);
  }

  private static boolean isBlank(String text, int from, int to) {
    int at = from;
    while (at < to && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at >= to;
  }

  private int quote(String text, int from) {
    StringBuilder inner = new StringBuilder();
    int at = from;
    while (at < text.length()) {
      int end = endOfLine(text, at);
      Matcher mark = QUOTE.matcher(text).region(at, end);
      if (!mark.lookingAt()) {
        break;
      }
      inner.append(text, mark.end(), end).append('\n');
      at = end + 1;
    }
    finish();
    String said = new SlackReader(true, inline).markdown(inner.toString());
    if (!said.isEmpty()) {
      blocks.add("> " + said.replace("\n", "\n> ").replace("\n> \n", "\n>\n"));
    }
    return at;
  }

  private void code(String body) {
    finish();
    String code = SlackInline.code(body);
    code = code.startsWith("\n") ? code.substring(1) : code;
    code = code.endsWith("\n") ? code.substring(0, code.length() - 1) : code;
    blocks.add(HtmlMarkdown.fenced("", code));
  }

  private void line(String line) {
    if (line.isBlank()) {
      parted = true;
      return;
    }
    Matcher item = ITEM.matcher(line);
    if (item.matches()) {
      String text = item.group(3);
      item(item.group(1).length(), item.group(2), text == null ? "" : text.strip());
    } else if (kind == BlockKind.LIST && !parted && Character.isWhitespace(line.charAt(0))) {
      block.append('\n').append(" ".repeat(indents.getFirst().to()));
      block.append(inline.continued(line.strip()));
    } else if (kind == BlockKind.PARAGRAPH && !parted) {
      block.append('\n').append(inline.continued(line.strip()));
    } else {
      finish();
      kind = BlockKind.PARAGRAPH;
      block.append(inline.first(line.strip()));
      if (RULE.matcher(block).matches()) {
        finish();
      }
    }
    parted = false;
  }

  private void item(int indent, String sign, String text) {
    boolean numbered = Character.isDigit(sign.charAt(0));
    while (!indents.isEmpty() && indents.getFirst().from() >= indent) {
      indents.pop();
    }
    if (kind != BlockKind.LIST || (indents.isEmpty() && ordered != numbered)) {
      finish();
      kind = BlockKind.LIST;
      ordered = numbered;
    }
    String mark = numbered ? sign.replace(')', '.') + " " : "- ";
    int outer = indents.isEmpty() ? 0 : indents.getFirst().to();
    indents.push(new ItemIndent(indent, outer + mark.length()));
    block.append(block.isEmpty() ? "" : "\n").append(" ".repeat(outer));
    block.append(text.isEmpty() ? mark.strip() : mark + inline.first(text));
  }

  private void finish() {
    if (!block.isEmpty()) {
      blocks.add(block.toString());
    }
    block.setLength(0);
    indents.clear();
    kind = BlockKind.NONE;
    parted = false;
  }
}
