package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * XML elements of which an answer shall consist: any model is told to write them, and what it wrote
 * is an {@link XmlAnswer}.
 *
 * @param tags names of elements that come once each: a name is a letter or {@code _}, then letters,
 *     digits, {@code _}, {@code .} and {@code -}, at most 64 characters
 * @param documents elements that come as often as there is something to put into one
 */
public record XmlFormat(
    @Description("Names of elements that come once each, e.g. thinking and answer")
        @Nullable List<String> tags,
    @Description("Elements that come as often as needed, or not at all, each a document of its own")
        @Nullable List<DocumentTag> documents) {

  private static final int MOST = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

  /**
   * An element that is a document.
   *
   * @param attributes what is said of it in its start tag
   */
  public record DocumentTag(
      @Description("Name of the element, e.g. artifact") String tag,
      @Description("Names of attributes that each must have, e.g. title; 16 at most")
          @Nullable List<String> attributes) {
    public DocumentTag {
      attributes = attributes == null ? null : List.copyOf(attributes);
      Set<String> known = new HashSet<>();
      names(attributes, known);
      if (known.size() > MOST / 2) {
        throw new IllegalArgumentException("%s must have at most 16 attributes".formatted(tag));
      }
    }
  }

  public XmlFormat {
    tags = tags == null ? null : List.copyOf(tags);
    documents = documents == null ? null : List.copyOf(documents);
    Set<String> known = new HashSet<>();
    names(tags, known);
    names(documents == null ? null : documents.stream().map(DocumentTag::tag).toList(), known);
    if (known.isEmpty() || known.size() > MOST) {
      throw new IllegalArgumentException(
          "xml must name 1 to %d elements, not %d".formatted(MOST, known.size()));
    }
  }

  private static void names(@Nullable List<String> names, Set<String> known) {
    for (String name : names == null ? List.<String>of() : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a name in xml must be a letter or _, then letters, digits, _, . and -, at most 64"
                + " characters, not "
                + name);
      }
      if (!known.add(name)) {
        throw new IllegalArgumentException(
            "xml must name each element and attribute once: " + name);
      }
    }
  }
}
