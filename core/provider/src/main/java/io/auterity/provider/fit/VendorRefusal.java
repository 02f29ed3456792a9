package io.auterity.provider.fit;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vendor's refusal of part of a chat, as its words tell. It is of a field that the caller can do
 * without, or of an answer that is longer than its model can give.
 *
 * @param field canonical name
 * @param most the greatest value that it takes; 0 when it takes none
 */
public record VendorRefusal(String field, long most) {

  static final String LIMIT = "maxOutputTokens";

  private static final String REFUSED = "400";

  private static final Pattern LONGEST =
      Pattern.compile(
          "max_(?:completion_|output_)?tokens.*?(?:at most|> |less than or equal to|<=|maximum"
              + " (?:value|of)[^0-9]{0,20})\\s*([0-9]{2,9})",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern NO_THOUGHTS =
      Pattern.compile(
          "(does not|doesn't|not) (support|supported)[^.]*\\b(think|reason)|\\bthink"
              + " value|\\b(thinking|reasoning)\\b[^.]*(not|n't|un)\\s?(be"
              + " )?(support|enabled|allow|available)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SEARCH =
      Pattern.compile(
          "web[ _-]?search|google[ _-]?search|search (as a )?(tool|grounding)",
          Pattern.CASE_INSENSITIVE);

  /** What a failure says; empty where it names nothing of the request that can go. */
  public static Optional<VendorRefusal> of(Failure failure, ChatRequest sent) {
    boolean refused =
        (failure.code() == FailureCode.INVALID || failure.code() == FailureCode.UNSUPPORTED)
            && failure.applied() == Applied.NO
            && REFUSED.equals(failure.fields().get("status"));
    if (!refused) {
      return Optional.empty();
    }
    String words = failure.message();
    Matcher longest = LONGEST.matcher(words);
    Integer asked = sent.maxOutputTokens();
    if (asked != null && longest.find() && Long.parseLong(longest.group(1)) < asked) {
      return Optional.of(new VendorRefusal(LIMIT, Long.parseLong(longest.group(1))));
    }
    String param = Objects.requireNonNullElse(failure.fields().get("param"), "");
    for (DroppableField field : DroppableField.values()) {
      if (field.isIn(sent) && (field.words().contains(param) || names(words, field.words()))) {
        return Optional.of(new VendorRefusal(field.path(), 0));
      }
    }
    if (DroppableField.SEARCH.isIn(sent) && SEARCH.matcher(words).find()) {
      return Optional.of(new VendorRefusal(DroppableField.SEARCH.path(), 0));
    }
    return DroppableField.THINKING.isIn(sent) && NO_THOUGHTS.matcher(words).find()
        ? Optional.of(new VendorRefusal(DroppableField.THINKING.path(), 0))
        : Optional.empty();
  }

  // In quotation marks, before a colon, or as what was supplied: words of sentences are no names.
  private static boolean names(String words, List<String> names) {
    for (String name : names) {
      String quoted = Pattern.quote(name);
      if (Pattern.compile(
              "['\"`](?:[a-zA-Z_]+\\.)*%1$s['\"`]|(?:^|[\\s:])%1$s: |(?:supplied|parameters?|field|argument|name|property)s?:? ['\"`]?%1$s\\b"
                  .formatted(quoted))
          .matcher(words)
          .find()) {
        return true;
      }
    }
    return false;
  }

  /** A request without what was refused of it. */
  static ChatRequest without(ChatRequest chat, Map<String, Long> refused, List<String> lost) {
    ChatRequest left = chat;
    for (DroppableField field : DroppableField.values()) {
      if (refused.containsKey(field.path()) && field.isIn(left)) {
        left = field.without(left);
        lost.add(field.path());
      }
    }
    return left;
  }
}
