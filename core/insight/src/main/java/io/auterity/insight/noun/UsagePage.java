package io.auterity.insight.noun;

import io.auterity.platform.noun.PageOf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what calls used, added up.
 *
 * @param next cursor of the next page; absent on the last
 * @param truncated whether there is more
 * @param keptSince from when on usage is kept; absent where nothing before it was asked for
 */
public record UsagePage(
    List<UsageFigure> items,
    @Nullable String next,
    boolean truncated,
    @Nullable Instant keptSince) {

  public UsagePage {
    items = List.copyOf(items);
  }

  static UsagePage of(PageOf<UsageFigure> page, @Nullable Instant keptSince) {
    return new UsagePage(page.items(), page.next(), page.truncated(), keptSince);
  }
}
