package io.auterity.platform.yaml;

import io.auterity.platform.json.Excerpt;
import io.auterity.spi.Json;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/** Reads single values by YAML's JSON schema. */
final class Scalars {

  private static final int SHOWN = 40;
  private static final ScalarResolver RESOLVER = new JsonScalarResolver();

  static Json read(ScalarEvent event, int line) {
    if (event.getTag().isPresent()) {
      throw new MalformedYamlException(line, "tags are not supported: remove the tag");
    }
    String text = event.getValue();
    Tag tag = RESOLVER.resolve(text, event.getImplicit().canOmitTagInPlainScalar());
    if (tag.equals(Tag.NULL)) {
      return Json.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return Json.of(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT)) {
      return integer(text, line);
    }
    return tag.equals(Tag.FLOAT) ? decimal(text, line) : Json.of(text);
  }

  private static Json integer(String text, int line) {
    try {
      return Json.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new MalformedYamlException(
          line,
          "the integer %s is outside 64 bits: quote it to keep it as text"
              .formatted(Excerpt.of(text, SHOWN)));
    }
  }

  private static Json decimal(String text, int line) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return Json.of(number);
      }
    } catch (NumberFormatException e) {
      // YAML's .inf and .nan; said below, as for numbers that are too large.
    }
    throw new MalformedYamlException(
        line,
        "%s is no JSON number: quote it to keep it as text".formatted(Excerpt.of(text, SHOWN)));
  }
}
