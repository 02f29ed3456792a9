package io.auterity.platform.yaml;

import io.auterity.platform.yaml.YamlPart.Field;
import io.auterity.platform.yaml.YamlPart.Kind;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;

/** Edits of a YAML text that replace the characters of one part of it. */
final class YamlSplice {

  private final String text;
  private final TextLines lines;

  YamlSplice(String text) {
    this.text = text;
    this.lines = new TextLines(text);
  }

  /** A list of lines with one more item. */
  String itemInserted(YamlPart list, int index, Json item) {
    return linesInserted(
        itemBegin(list, index),
        YamlLayout.indented(YamlLayout.item(item), lines.column(list.start())));
  }

  /** A list of lines with an item of another as it was written there, comments included. */
  String itemCopied(YamlPart from, int old, YamlPart list, int index) {
    int column = lines.column(from.start());
    int by = lines.column(list.start()) - column;
    String written =
        text.substring(lines.commentsAbove(itemStart(from, old), column), itemEnd(from, old));
    return linesInserted(
        itemBegin(list, index), written.lines().map(line -> TextLines.shifted(line, by)).toList());
  }

  /** A mapping with one more field. */
  String added(YamlPart mapping, String name, Json to) {
    if (mapping.flow()) {
      String field = YamlLayout.flow(Json.of(name)) + ": " + YamlLayout.flow(to);
      return flowInserted(mapping, mapping.fields().size(), field);
    }
    return linesInserted(
        lines.nextLine(mapping.end()),
        YamlLayout.indented(
            YamlLayout.field(name, to), lines.column(mapping.fields().getFirst().start())));
  }

  /** A field with another value. */
  String replaced(YamlPart mapping, Field field, Json to) {
    int colon = text.indexOf(':', field.end());
    String head = text.substring(field.start(), colon + 1);
    return replaced(mapping, field.value(), lines.column(field.start()), head, colon + 1, to);
  }

  /** An item with another value. */
  String itemReplaced(YamlPart list, int index, Json to) {
    int dash = list.flow() ? 0 : itemStart(list, index);
    return replaced(list, list.items().get(index), lines.column(list.start()), "-", dash + 1, to);
  }

  private String replaced(
      YamlPart parent, YamlPart former, int column, String head, int behind, Json to) {
    if (parent.flow() || (former.flow() && former.isCollection() && !former.isEmpty())) {
      String gap = former.start() == former.end() ? " " : "";
      return text.substring(0, former.start())
          + gap
          + YamlLayout.flow(to)
          + text.substring(former.end());
    }
    boolean bare = text.substring(behind, former.start()).isBlank();
    if (!bare) {
      int indent = Math.max(lines.column(former.start()), column + 2);
      List<String> laid = YamlLayout.behind("", to, indent);
      String first = laid.getFirst().strip();
      laid = new ArrayList<>(first.isEmpty() ? laid.subList(1, laid.size()) : laid);
      laid.set(0, laid.getFirst().strip());
      return text.substring(0, former.start())
          + " ".repeat(indent - lines.column(former.start()))
          + joined(laid, former.end());
    }
    List<String> laid = YamlLayout.behind(head, to, column + 2);
    laid.set(0, laid.getFirst().substring(head.length()));
    if (head.equals("-") && laid.getFirst().isEmpty()) {
      laid.removeFirst();
      laid.set(0, " " + laid.getFirst().strip());
    }
    return text.substring(0, behind) + joined(laid, former.end());
  }

  /** Lines and the text behind a place; a comment there goes behind the first of them. */
  private String joined(List<String> laid, int behind) {
    int end = text.indexOf('\n', behind);
    String rest = text.substring(behind, end < 0 ? text.length() : end).stripTrailing();
    int from = laid.size() > 1 ? behind + rest.length() : behind;
    laid.set(0, laid.size() > 1 ? laid.getFirst() + rest : laid.getFirst());
    return String.join(lines.newline(), laid) + text.substring(from);
  }

  /** A collection of several without one of them. */
  String removed(YamlPart parent, int index) {
    boolean list = parent.kind() == Kind.SEQUENCE;
    if (parent.flow()) {
      boolean last = index == size(parent) - 1;
      int from = last ? childEnd(parent, index - 1) : childStart(parent, index);
      int to = last ? childEnd(parent, index) : childStart(parent, index + 1);
      return text.substring(0, from) + text.substring(to);
    }
    int start = list ? itemStart(parent, index) : childStart(parent, index);
    if (!text.substring(lines.lineStart(start), start).isBlank()) {
      return text.substring(0, start)
          + text.substring(list ? itemStart(parent, index + 1) : childStart(parent, index + 1));
    }
    int from = lines.commentsAbove(start, lines.column(start));
    int to = list ? itemEnd(parent, index) : lines.nextLine(childEnd(parent, index));
    return text.substring(0, from) + text.substring(to);
  }

  /** A collection in brackets with one more field or item, as it is to be written. */
  String flowInserted(YamlPart part, int index, String child) {
    int size = size(part);
    if (size == 0) {
      return text.substring(0, part.start() + 1) + child + text.substring(part.end() - 1);
    }
    int at = index == size ? childEnd(part, size - 1) : childStart(part, index);
    String with = index == size ? ", " + child : child + ", ";
    return text.substring(0, at) + with + text.substring(at);
  }

  /** Inserts lines before the one that begins at a place, or at the end. */
  private String linesInserted(int at, List<String> more) {
    String before = text.substring(0, at);
    String joined = String.join(lines.newline(), more);
    boolean open = !before.isEmpty() && !before.endsWith("\n");
    return (open ? before + lines.newline() + joined : before + joined + lines.newline())
        + text.substring(at);
  }

  private static int size(YamlPart part) {
    return part.fields().size() + part.items().size();
  }

  private static int childStart(YamlPart part, int index) {
    return part.kind() == Kind.MAPPING
        ? part.fields().get(index).start()
        : part.items().get(index).start();
  }

  private static int childEnd(YamlPart part, int index) {
    if (part.kind() == Kind.SEQUENCE) {
      return part.items().get(index).end();
    }
    Field field = part.fields().get(index);
    return Math.max(field.end(), field.value().end());
  }

  /** Where the dash of an item stands. */
  private int itemStart(YamlPart list, int index) {
    if (index == 0) {
      return list.start();
    }
    int column = lines.column(list.start());
    for (int at = lines.nextLine(list.items().get(index - 1).end());
        at < text.length();
        at = lines.nextLine(at)) {
      if (at + column < text.length()
          && text.charAt(at + column) == '-'
          && text.substring(at, at + column).isBlank()) {
        return at + column;
      }
    }
    throw new UneditableYamlException(
        "item %d of a list is not found: edit the text".formatted(index));
  }

  /** The line before which an item is put to be at an index. */
  private int itemBegin(YamlPart list, int index) {
    return index == 0
        ? lines.commentsAbove(list.start(), lines.column(list.start()))
        : itemEnd(list, index - 1);
  }

  /** The line behind an item and the comments that stand inside of it. */
  private int itemEnd(YamlPart list, int index) {
    int column = lines.column(list.start());
    int end = lines.nextLine(list.items().get(index).end());
    while (lines.isComment(end) && lines.firstOf(end) > column) {
      end = lines.nextLine(end);
    }
    return end;
  }
}
