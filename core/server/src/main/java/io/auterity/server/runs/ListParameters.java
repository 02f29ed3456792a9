package io.auterity.server.runs;

import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.query.RunQuery.Sort;
import io.auterity.workflow.view.Listed;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of runs or steps, read from a request, and its page. */
public final class ListParameters {

  private static final Map<String, Sort> SORTS =
      Map.of(
          "-started", Sort.NEWEST,
          "started", Sort.OLDEST,
          "-duration", Sort.LONGEST,
          "duration", Sort.SHORTEST);

  static Sort sort(@Nullable String text) {
    return text == null ? Sort.NEWEST : known("sort", text, SORTS);
  }

  /** Reads a word that one constant of an enum has on the wire. */
  public static <E extends Enum<E>> @Nullable E word(
      String name, @Nullable String text, Class<E> type) {
    return text == null || text.isEmpty()
        ? null
        : known(
            name,
            text,
            Stream.of(type.getEnumConstants())
                .collect(
                    Collectors.toMap(
                        constant -> constant.name().toLowerCase(Locale.ROOT),
                        constant -> constant)));
  }

  public static int limit(@Nullable Integer asked) {
    return Math.min(Paging.limit(asked), RunQuery.MOST);
  }

  public static <V, T> PageOf<T> page(Listed<V> found, Function<V, T> shown) {
    return new PageOf<>(
        found.items().stream().map(shown).toList(), found.next(), found.next() != null);
  }

  /**
   * Reads one of some words.
   *
   * @throws CallFailedException {@code invalid} that names them, for any other
   */
  public static <T> T known(String name, String text, Map<String, T> words) {
    T found = words.get(text);
    if (found == null) {
      Set<String> sorted = new TreeSet<>(words.keySet());
      throw invalid(
          "%s: '%s' is none of %s; %s"
              .formatted(name, text, String.join(", ", sorted), Nearest.fix(text, sorted)));
    }
    return found;
  }

  private static CallFailedException invalid(String message) {
    return new CallFailedException(FailureCode.INVALID, message);
  }
}
