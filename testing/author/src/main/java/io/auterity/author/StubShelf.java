package io.auterity.author;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the engines in memory name, page and miss what they hold. */
final class StubShelf {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  private StubShelf() {}

  static Ref ref(Object id) {
    return new Ref("vendor", id.toString());
  }

  /** The number that an id is; 0, which nothing bears, where it is none. */
  static int number(Ref ref) {
    return ref.id().matches("[0-9]{1,9}") ? Integer.parseInt(ref.id()) : 0;
  }

  /**
   * What was found.
   *
   * @throws CallFailedException when nothing was
   */
  static <T> T found(@Nullable T value, String what, Ref ref) {
    if (value == null) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no %s '%s'".formatted(what, ref.id()));
    }
    return value;
  }

  /** A page of those that are asked for. */
  static <T> Page<T> page(
      List<T> all, Predicate<T> asked, @Nullable Cursor cursor, @Nullable Integer limit) {
    int size = Objects.requireNonNullElse(limit, USUAL);
    if (size < 1 || size > MOST) {
      throw new CallFailedException(FailureCode.INVALID, "limit: must be 1 to " + MOST);
    }
    int from = cursor == null ? 0 : Integer.parseInt(cursor.value());
    List<T> found = all.stream().filter(asked).toList();
    int to = Math.min(found.size(), from + size);
    return new Page<>(
        found.subList(Math.min(from, to), to),
        to < found.size() ? new Cursor(Integer.toString(to)) : null);
  }

  /** A field after a change of it, null where it is cleared. */
  static <T> @Nullable T changed(Change<T> change, @Nullable T before) {
    return switch (change) {
      case Change.Keep<T>() -> before;
      case Change.Set<T>(T value) -> value;
      case Change.Clear<T>() -> null;
    };
  }
}
