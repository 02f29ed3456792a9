package io.auterity.connector.function;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/** Texts with what their entities stand for; markdown has the same as HTML. */
final class HtmlEntities {

  private static final Pattern ENTITY =
      Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});");

  private final Map<String, String> known = new HashMap<>(Map.of("&apos;", "'"));

  String decoded(String text) {
    return text.indexOf('&') < 0
        ? text
        : ENTITY
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        known.computeIfAbsent(found.group(), HtmlEntities::meant)));
  }

  private static String meant(String entity) {
    Node first = MarkdownText.parsed(entity).getFirstChild();
    return first instanceof Paragraph
            && first.getFirstChild() instanceof Text text
            && text.getNext() == null
        ? text.getLiteral()
        : entity;
  }
}
