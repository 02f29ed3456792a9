package io.auterity.connector.function;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Delimited;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/**
 * Markdown in Slack's own markup. Between angle brackets, by which Slack notifies people, stand
 * addresses, and the people alone whom the caller names beside the text; HTML stays text.
 */
final class SlackWriter {

  private static final int LONGEST = 200_000;
  private static final String[] BULLETS = {"• ", "◦ ", "▪ "};

  /** What becomes a link. */
  static final Pattern ADDRESS =
      Pattern.compile("(?:https?://|mailto:|tel:|slack://).+", Pattern.CASE_INSENSITIVE);

  private static final Pattern BREAK = Pattern.compile("\\R");
  private static final Pattern TICKS = Pattern.compile("`(?=``)");

  private final StringBuilder lines = new StringBuilder();
  private final Deque<Character> marks = new ArrayDeque<>();
  private SlackLine line = new SlackLine();

  private SlackWriter() {}

  static String write(String markdown) {
    return write(markdown, List.of());
  }

  /** The same, which notifies people by their ids. */
  static String write(String markdown, List<String> people) {
    if (markdown.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the Markdown has more than %d characters".formatted(LONGEST));
    }
    Node document = MarkdownText.parsedWithStrikes(markdown);
    UsedDefinitions.removeFrom(document);
    String front = new SlackMentions(people).putInto(document);
    return front + blocks(document, false);
  }

  private static String blocks(Node parent, boolean quoted) {
    StringBuilder text = new StringBuilder();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      String block = block(node, 0, quoted);
      if (!block.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n\n").append(block);
      }
    }
    return text.toString();
  }

  private static String block(Node node, int level, boolean quoted) {
    return switch (node) {
      case Paragraph p -> new SlackWriter().inline(p);
      case Heading h -> new SlackWriter().heading(h);
      case ListBlock l -> list(l, level, quoted);
      case BlockQuote q -> quote(q, quoted);
      case FencedCodeBlock c -> code(c.getLiteral());
      case IndentedCodeBlock c -> code(c.getLiteral());
      case ThematicBreak r -> "---";
      case HtmlBlock h -> new SlackWriter().plain(h.getLiteral());
      case LinkReferenceDefinition d -> definition(d);
      default -> "";
    };
  }

  // A line as "[INFO]: started" is one to Markdown, which says nothing of it.
  private static String definition(LinkReferenceDefinition definition) {
    String title = definition.getTitle();
    return new SlackWriter()
        .plain(
            "[%s]: %s%s"
                .formatted(
                    definition.getLabel(),
                    definition.getDestination(),
                    title == null ? "" : " \"" + title + "\""));
  }

  // Slack has quotes of one level.
  private static String quote(BlockQuote quote, boolean quoted) {
    String text = blocks(quote, true);
    return quoted || text.isEmpty()
        ? text
        : text.lines()
            .map(each -> each.isEmpty() ? ">" : "> " + each)
            .collect(Collectors.joining("\n"));
  }

  private static String code(String literal) {
    String body = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
    return body.isBlank() ? "" : "```\n" + shielded(body) + "\n```";
  }

  private static String shielded(String code) {
    return TICKS.matcher(SlackLine.escaped(code)).replaceAll("`" + SlackLine.BOUNDARY);
  }

  private static String list(ListBlock list, int level, boolean quoted) {
    int number =
        list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
            ? ordered.getMarkerStartNumber()
            : 1;
    StringBuilder text = new StringBuilder();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      String mark =
          list instanceof BulletList
              ? BULLETS[Math.min(level, BULLETS.length - 1)]
              : number++ + ". ";
      text.append(text.isEmpty() ? "" : "\n").append(item((ListItem) item, mark, level, quoted));
    }
    return text.toString();
  }

  private static String item(ListItem item, String mark, int level, boolean quoted) {
    StringBuilder text = new StringBuilder(" ".repeat(4 * level));
    text.append(item.getFirstChild() instanceof ListBlock ? mark.stripTrailing() : mark);
    String indent = " ".repeat(4 * level + mark.length());
    boolean first = true;
    for (Node node = item.getFirstChild(); node != null; node = node.getNext()) {
      String block = block(node, level + 1, quoted);
      boolean own = block.startsWith("```") || node instanceof ListBlock;
      if (!block.isEmpty()) {
        text.append(own ? "\n" : first ? "" : "\n" + indent)
            .append(own ? block : block.replace("\n", "\n" + indent));
      }
      first = false;
    }
    return text.toString().stripTrailing();
  }

  private String heading(Heading heading) {
    if (heading.getFirstChild() != null) {
      marked('*', () -> children(heading));
    }
    return finished();
  }

  private String inline(Node parent) {
    children(parent);
    return finished();
  }

  private String plain(String literal) {
    literal
        .lines()
        .forEach(
            each -> {
              line.text(each);
              newLine();
            });
    return finished().stripTrailing();
  }

  private String finished() {
    return lines.append(line.written()).toString();
  }

  private void newLine() {
    marks.forEach(line::close);
    lines.append(line.written()).append('\n');
    line = new SlackLine();
    for (Iterator<Character> each = marks.descendingIterator(); each.hasNext(); ) {
      line.open(each.next());
    }
  }

  private void children(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Text t -> line.text(oneLine(t.getLiteral()));
        case HtmlInline h -> html(h.getLiteral());
        case SlackMentions.Mention m -> line.whole(m.markup());
        case Code c -> code(c);
        case SoftLineBreak b -> newLine();
        case HardLineBreak b -> newLine();
        case Emphasis e -> emphasis(e, '_', within(e, SlackLine::isOfAWord));
        case StrongEmphasis s -> emphasis(s, '*', within(s, Character::isDigit));
        case Strikethrough s -> emphasis(s, '~', false);
        case Link l -> link(l, l.getDestination());
        case Image i -> link(i, i.getDestination());
        default -> children(node);
      }
    }
  }

  // An element may go on in the next line.
  private void html(String literal) {
    String[] parts = literal.split("\n", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        newLine();
      }
      line.text(parts[i]);
    }
  }

  // A line may end in a reference to its end, as &#10;.
  private static String oneLine(String text) {
    return BREAK.matcher(text).replaceAll(" ");
  }

  // As in 2*3*4 or https://example.com/_a_.
  private void emphasis(Delimited node, char mark, boolean within) {
    if (within || line.endsInAddress()) {
      line.text(node.getOpeningDelimiter());
      children((Node) node);
      line.text(node.getClosingDelimiter());
    } else {
      marked(mark, () -> children((Node) node));
    }
  }

  // What is bold already is not made so again.
  private void marked(char mark, Runnable content) {
    if (marks.contains(mark)) {
      content.run();
      return;
    }
    marks.push(mark);
    line.open(mark);
    content.run();
    line.close(mark);
    marks.pop();
  }

  private static boolean within(Node node, IntPredicate test) {
    return node.getPrevious() instanceof Text before
        && node.getNext() instanceof Text after
        && !before.getLiteral().isEmpty()
        && !after.getLiteral().isEmpty()
        && test.test(before.getLiteral().codePointBefore(before.getLiteral().length()))
        && test.test(after.getLiteral().codePointAt(0));
  }

  private void code(Code code) {
    if (code.getLiteral().isBlank()) {
      line.text(code.getLiteral());
      return;
    }
    String text = shielded(code.getLiteral());
    boolean ticks = text.contains("`");
    line.open('`');
    if (ticks) {
      String start = text.startsWith("`") ? String.valueOf(SlackLine.BOUNDARY) : "";
      String end = text.endsWith("`") ? String.valueOf(SlackLine.BOUNDARY) : "";
      line.whole("``" + start + text + end + "``");
    } else {
      line.whole(text);
    }
    line.close('`');
  }

  private void link(Node link, String address) {
    Node only = link.getFirstChild();
    if (only != null && only.getNext() == null && markOf(only) != 0) {
      marked(markOf(only), () -> link(only, address));
      return;
    }
    StringBuilder label = new StringBuilder();
    label(link, label);
    linked(oneLine(label.toString()), oneLine(address));
  }

  private static char markOf(Node node) {
    return switch (node) {
      case StrongEmphasis s -> '*';
      case Emphasis e -> '_';
      case Strikethrough s -> '~';
      default -> 0;
    };
  }

  private void linked(String label, String address) {
    if (ADDRESS.matcher(address).matches()) {
      boolean shown = !label.isBlank() && !label.equals(address);
      String text = shown ? "|" + SlackLine.label(label) : "";
      line.whole("<" + addressOf(address) + text + ">");
      return;
    }
    line.text(label);
    if (!label.equals(address) && !address.isEmpty() && !address.matches("(?s)(#|data:).*")) {
      line.text(" (" + address + ")");
    }
  }

  private static String addressOf(String address) {
    return address
        .replace("&", "&amp;")
        .replace("<", "%3C")
        .replace(">", "%3E")
        .replace("|", "%7C")
        .replaceAll("[\\s\\p{Cntrl}]", "%20");
  }

  private static void label(Node parent, StringBuilder label) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Text t -> label.append(t.getLiteral());
        case Code c -> label.append(c.getLiteral());
        case HtmlInline h -> label.append(h.getLiteral());
        case SoftLineBreak b -> label.append(' ');
        case HardLineBreak b -> label.append(' ');
        default -> label(node, label);
      }
    }
  }

  /** The definitions that a link goes by, which nothing is to be seen of. */
  private static final class UsedDefinitions extends AbstractVisitor {
    private final Set<String> addresses = new HashSet<>();
    private final List<LinkReferenceDefinition> definitions = new ArrayList<>();

    static void removeFrom(Node document) {
      UsedDefinitions used = new UsedDefinitions();
      document.accept(used);
      used.definitions.stream()
          .filter(each -> used.addresses.contains(each.getDestination()))
          .forEach(Node::unlink);
    }

    @Override
    public void visit(Link link) {
      addresses.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      addresses.add(image.getDestination());
      visitChildren(image);
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
      definitions.add(definition);
    }
  }
}
