package io.auterity.connector.function;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * Puts people in the place of their names in a document of Markdown: of those alone whom a message
 * is to notify, and not in code, labels of links or HTML. What else stands there stays text.
 */
final class SlackMentions extends AbstractVisitor {

  private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9]+");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\p{L}\\p{N}_@])@([A-Z][A-Z0-9]+)(?![\\p{L}\\p{N}_])");

  private final Set<String> people;
  private final Set<String> left;

  /** A person whom the message notifies. */
  static final class Mention extends CustomNode {
    private final String id;

    private Mention(String id) {
      this.id = id;
    }

    String markup() {
      return "<@" + id + ">";
    }
  }

  /** What is no id of Slack is left out: between angle brackets it might notify all. */
  SlackMentions(List<String> people) {
    this.people =
        people.stream()
            .filter(each -> ID.matcher(each).matches())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.left = new LinkedHashSet<>(this.people);
  }

  /** Puts them into a document; what stands in front of it then, for those it does not name. */
  String putInto(Node document) {
    if (people.isEmpty()) {
      return "";
    }
    document.accept(this);
    String named =
        left.stream().map(id -> new Mention(id).markup()).collect(Collectors.joining(" "));
    String gap = document.getFirstChild() instanceof Paragraph ? " " : "\n";
    return named.isEmpty() ? "" : named + gap;
  }

  @Override
  public void visit(Link link) {}

  @Override
  public void visit(Image image) {}

  @Override
  public void visit(Text text) {
    List<Node> parts = parts(text.getLiteral());
    if (parts.size() > 1 || parts.getFirst() instanceof Mention) {
      parts.forEach(text::insertBefore);
      text.unlink();
    }
  }

  private List<Node> parts(String literal) {
    List<Node> parts = new ArrayList<>();
    Matcher name = NAME.matcher(literal);
    int at = 0;
    while (name.find()) {
      if (people.contains(name.group(1))) {
        if (name.start() > at) {
          parts.add(new Text(literal.substring(at, name.start())));
        }
        parts.add(new Mention(name.group(1)));
        left.remove(name.group(1));
        at = name.end();
      }
    }
    if (at < literal.length() || parts.isEmpty()) {
      parts.add(new Text(literal.substring(at)));
    }
    return parts;
  }
}
