package io.auterity.platform.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Puts what is wrong with a JSON text into words: the rule and the place, nothing of the parser.
 */
public final class JsonFlaw {

  private static final int SHOWN = 200;
  private static final Pattern TWICE =
      Pattern.compile("Duplicate Object property \"(.*)\"", Pattern.DOTALL);
  private static final Pattern OF_THE_PARSER =
      Pattern.compile(
          "\\s*\\((start marker|for \\w+ starting) at \\[[^]]*]\\)|: enable `[^`]*` to allow"
              + "| \\(not recognized as one[^)]*\\)|, from `[^`]*`");

  /** What is wrong, and where. */
  public static String of(JacksonException e) {
    if (e instanceof StreamConstraintsException bound) {
      return bound(bound);
    }
    TokenStreamLocation at = e.getLocation();
    return at == null
        ? words(e)
        : "%s at line %d, column %d".formatted(words(e), at.getLineNr(), at.getColumnNr());
  }

  // Which bound, how much it is, and how much there was.
  private static String bound(StreamConstraintsException e) {
    return plain(e.getOriginalMessage())
            .replace("Token count", "Count of names, values and brackets")
        + "; send less";
  }

  private static String words(JacksonException e) {
    Matcher twice = TWICE.matcher(e.getOriginalMessage());
    return twice.matches()
        ? "duplicate key: '%s' stands twice in one object"
            .formatted(Excerpt.of(twice.group(1), SHOWN))
        : Excerpt.of(plain(e.getOriginalMessage()), 2 * SHOWN);
  }

  private static String plain(String message) {
    return OF_THE_PARSER.matcher(message).replaceAll("").replace("VALUE_STRING", "a string");
  }
}
