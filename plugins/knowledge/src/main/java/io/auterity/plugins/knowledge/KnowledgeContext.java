package io.auterity.plugins.knowledge;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.PageLimit;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;

/** The context that all parts of one provider's knowledge store share. */
record KnowledgeContext(ProviderContext context, KnowledgeConfig config, InstantSource clock) {

  static final PageLimit LIMIT = new PageLimit(50, 200);

  private static final String NUMBER = "([1-9][0-9]{0,14})";
  private static final Pattern ONE = Pattern.compile(NUMBER);
  private static final Pattern TWO = Pattern.compile(NUMBER + "/" + NUMBER);

  /** What hangs on a page: the page's number and its own. */
  record Hanging(long page, long number) {

    String id() {
      return page + "/" + number;
    }
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Who writes, now. */
  PersonIdent person() {
    return new PersonIdent(config.writer().name(), config.writer().email(), now(), ZoneOffset.UTC);
  }

  Ref ref(long number) {
    return ref(Long.toString(number));
  }

  Ref ref(String id) {
    return new Ref(context.id(), id);
  }

  /** The number of a space or page. */
  static long number(String field, Ref ref) {
    if (!ONE.matcher(ref.id()).matches()) {
      throw unknown(field, ref.id());
    }
    return Long.parseLong(ref.id());
  }

  static Hanging hanging(String field, Ref ref) {
    Matcher found = TWO.matcher(ref.id());
    if (!found.matches()) {
      throw unknown(field, ref.id());
    }
    return new Hanging(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
  }

  static CallFailedException unknown(String field, Object id) {
    return Refusal.of(FailureCode.NOT_FOUND, field, "there is no %s %s".formatted(field, id));
  }

  static CallFailedException conflict(String field, String message) {
    return Refusal.of(FailureCode.CONFLICT, field, message);
  }

  static CallFailedException unsupported(String field, String message) {
    return Refusal.of(FailureCode.UNSUPPORTED, field, message);
  }

  static CallFailedException full(String field, String what, int most) {
    return Refusal.of(
        FailureCode.QUOTA_EXHAUSTED, field, "at most %d %s are kept".formatted(most, what));
  }

  /** The failure for an error of the disk, without its paths. */
  static CallFailedException disk(Exception e) {
    return new CallFailedException(
        FailureCode.INTERNAL,
        "the pages cannot be read or written (%s)".formatted(e.getClass().getSimpleName()));
  }
}
