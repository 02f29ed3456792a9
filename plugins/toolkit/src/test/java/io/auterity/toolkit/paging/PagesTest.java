package io.auterity.toolkit.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.testkit.contract.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PagesTest {

  private static final PageLimit LIMIT = new PageLimit(50, 200);

  @Property
  void pagesHoldEachItemOnceInOrder(
      @ForAll @IntRange(max = 30) int size, @ForAll @IntRange(min = 1, max = 12) int limit) {
    List<String> all = IntStream.range(0, size).mapToObj(i -> "item-" + i).toList();

    List<String> seen = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<String> page = Pages.of(all, cursor, limit, Function.identity());
      seen.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).isEqualTo(all);
  }

  @Test
  void theLastPageHasNoNextEvenWhenItIsFull() {
    Page<String> page = Pages.of(List.of("a", "b"), null, 2, Function.identity());

    assertThat(page.next()).isNull();
  }

  @Test
  void refusesACursorThatNamesNothing() {
    Failures.expect(
        FailureCode.INVALID,
        () -> Pages.of(List.of("a"), new Cursor("gone"), 2, Function.identity()));
  }

  @Test
  void aSortedListGoesOnBehindAnItemThatIsGone() {
    List<String> left = List.of("a", "c", "d");

    Page<String> page = Pages.ofSorted(left, new Cursor("b"), 1, Function.identity());

    assertThat(page.items()).containsExactly("c");
    assertThat(page.next()).isEqualTo(new Cursor("c"));
    assertThat(Pages.ofSorted(left, new Cursor("d"), 1, Function.identity()).items()).isEmpty();
  }

  @Test
  void aLimitIsTheUsualUnlessAsked() {
    assertThat(LIMIT.of(null)).isEqualTo(50);
    assertThat(LIMIT.of(200)).isEqualTo(200);
  }

  @Test
  void aLimitOutOfRangeIsRefusedWithTheRange() {
    assertThat(Failures.expect(FailureCode.INVALID, () -> LIMIT.of(201)).message())
        .isEqualTo("limit must be 1 to 200, not 201");
    Failures.expect(FailureCode.INVALID, () -> LIMIT.of(0));
  }
}
